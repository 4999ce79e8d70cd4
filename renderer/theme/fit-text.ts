/** Width in CSS pixels of a line of text. */
export type Measure = (text: string) => number;

/** The first variant that fits into `widthPx`, else the last one shortened in its middle: "core-ro…ams". */
export function fitText(variants: readonly string[], widthPx: number, measure: Measure): string {
  const fitting = variants.find((variant) => measure(variant) <= widthPx);
  return fitting ?? shorten(variants.at(-1) ?? "", widthPx, measure);
}

/**
 * Leaves out the middle, since hosts of one site begin alike and interfaces of one host end in what tells them apart.
 * The whole text where it fits; empty where not even one letter does.
 */
export function shorten(text: string, widthPx: number, measure: Measure): string {
  if (measure(text) <= widthPx) return text;
  const letters = lettersOf(text);
  const kept = mostThatFit(letters.length, (count) => measure(elide(letters, count)) <= widthPx);
  return kept === 0 ? "" : elide(letters, kept);
}

/** A cut that loses no more than so much of what would fit is made between words. */
const cutAtWord = 0.6;

/** Cuts the end off, for sentences, whose beginning says most: "no answer…". */
export function cut(text: string, widthPx: number, measure: Measure): string {
  if (measure(text) <= widthPx) return text;
  const letters = lettersOf(text);
  const kept = mostThatFit(letters.length, (count) => measure(`${head(letters, count)}…`) <= widthPx);
  if (kept === 0) return "";
  const front = head(letters, kept + 1);
  const space = front.lastIndexOf(" ");
  return `${space >= kept * cutAtWord ? front.slice(0, space) : head(letters, kept)}…`;
}

/** Breaks text into lines at spaces and keeps its own line ends. A word wider than a line is shortened. */
export function wrapText(text: string, widthPx: number, measure: Measure): string[] {
  return text.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, widthPx, measure));
}

function wrapParagraph(paragraph: string, widthPx: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || measure(longer) <= widthPx) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].map((whole) => shorten(whole, widthPx, measure));
}

const segmenter = new Intl.Segmenter();

/** What a person takes for one letter, however many code points it is made of. */
export function lettersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The largest count below `tooMany` that fits, found by halving. */
function mostThatFit(tooMany: number, fits: (count: number) => boolean): number {
  let most = 0;
  let least = tooMany;
  while (least - most > 1) {
    const count = (most + least) >> 1;
    if (fits(count)) most = count;
    else least = count;
  }
  return most;
}

function elide(letters: string[], kept: number): string {
  const front = Math.ceil(kept * 0.6);
  const back = kept - front;
  return `${head(letters, front)}…${back > 0 ? letters.slice(-back).join("").trimStart() : ""}`;
}

function head(letters: string[], count: number): string {
  return letters.slice(0, count).join("").trimEnd();
}
