import { withoutComments } from "./comments.ts";
import { type Collection, entriesOf, rangeOf } from "./entries.ts";
import { before, isBlank, lineEnd, lineStart, newlineOf, nextLine } from "./lines.ts";
import type { Splice } from "./splice.ts";

/** Adds an entry at the end of `{ … }` or `[ … ]`, on a line of its own where the last one has one. */
export function appendToFlow(text: string, collection: Collection, entry: string): Splice[] {
  const [open, end] = rangeOf(collection);
  const close = end - 1;
  const last = entriesOf(text, collection).at(-1);
  if (!last) {
    const inside = text.slice(open + 1, close);
    if (isBlank(inside)) return [{ from: open + 1, to: close, text: ` ${entry} ` }];
    return [{ from: open + 1, to: open + 1, text: ` ${entry}` }];
  }
  const tail = withoutComments(text, last.to, close);
  const comma = tail.indexOf(",");
  const lineBreak = tail.indexOf("\n");
  if (lineBreak === -1 || comma > lineBreak) return [{ from: last.to, to: last.to, text: `, ${entry}` }];
  const hasComma = comma !== -1;
  const eol = lineEnd(text, last.to);
  const line = `${newlineOf(text)}${indentOf(text, last.from)}${entry}${hasComma ? "," : ""}`;
  if (hasComma) return [{ from: eol, to: eol, text: line }];
  if (eol === last.to) return [{ from: eol, to: eol, text: `,${line}` }];
  return [
    { from: last.to, to: last.to, text: "," },
    { from: eol, to: eol, text: line },
  ];
}

/** Takes an entry out, with its comma and, where it has a line of its own, with that line. */
export function removeFromFlow(text: string, collection: Collection, index: number): Splice[] {
  const entries = entriesOf(text, collection);
  const [entry, previous, next] = [entries[index], entries[index - 1], entries[index + 1]];
  if (!entry) return [];
  const close = rangeOf(collection)[1] - 1;
  const eol = lineEnd(text, entry.to);
  const hasOwnLine = isBlank(before(text, entry.from)) && eol <= close && eol < (next?.from ?? close);
  if (hasOwnLine && /^\s*,?\s*$/.test(withoutComments(text, entry.to, eol)))
    return [{ from: lineStart(text, entry.from), to: nextLine(text, entry.to), text: "" }];
  if (previous) return [{ from: previous.to, to: entry.to, text: "" }];
  return [{ from: entry.from, to: next?.from ?? entry.to, text: "" }];
}

/** Puts the entries into another order: their texts change places, and what stands between them stays. */
export function reorderFlow(text: string, collection: Collection, order: readonly number[]): Splice[] {
  const entries = entriesOf(text, collection);
  return entries.flatMap(({ from, to }, index) => {
    const source = entries[order[index] ?? index];
    return source && source.from !== from ? [{ from, to, text: text.slice(source.from, source.to) }] : [];
  });
}

function indentOf(text: string, offset: number): string {
  const lead = before(text, offset);
  return isBlank(lead) ? lead : `${/^\s*/.exec(lead)?.[0] ?? ""}  `;
}
