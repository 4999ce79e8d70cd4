import * as fc from "fast-check";

/** A good configuration, and a text that people might have written for it. */
export interface WrittenWall {
  text: string;
  data: { title: string; pages: { title: string; panels: Record<string, unknown>[] }[] };
}

/** Texts that YAML must quote, or that look like comments and numbers. */
const words = fc.constantFrom(
  "Hi",
  "a: b",
  "# no comment",
  "x, y",
  "[z]",
  "07",
  "true",
  "it's",
  'say "it"',
  "1 # 2",
  "- a",
);
const remark = fc.option(fc.constantFrom("# why", "# a: [b", "#", "# - { type: clock }", "# it's"), { nil: undefined });
const panel = fc.record({
  words,
  hasPlace: fc.boolean(),
  style: fc.constantFrom<Style>("braces", "lines", "braces on lines", "block text"),
  beside: remark,
  above: remark,
  blank: fc.boolean(),
});
const page = fc.record({
  title: words,
  panels: fc.array(panel, { minLength: 1, maxLength: 5 }),
  inBrackets: fc.boolean(),
  beside: remark,
  above: remark,
});

type Style = "braces" | "lines" | "braces on lines" | "block text";
type DrawnPanel = typeof panel extends fc.Arbitrary<infer T> ? T : never;
type DrawnPage = typeof page extends fc.Arbitrary<infer T> ? T : never;

export const writtenWall: fc.Arbitrary<WrittenWall> = fc
  .record({ title: words, pages: fc.array(page, { minLength: 1, maxLength: 4 }), isEnded: fc.boolean() })
  .map(({ title, pages, isEnded }) => {
    const text = [`# the wall\ntitle: ${JSON.stringify(title)}\npages:\n`, ...pages.map(writePage)].join("");
    const data = { title, pages: pages.map(({ title, panels }) => ({ title, panels: panels.map(dataOf) })) };
    return { text: isEnded || text.includes("|\n") ? text : text.replace(/\n$/, ""), data };
  });

function dataOf({ words, hasPlace, style }: DrawnPanel, index: number): Record<string, unknown> {
  const text = style === "block text" ? `${words}\nmore\n` : words;
  // In their own corner, so that the last cell is free for all of them.
  return { type: "text", text, ...(hasPlace && { at: [index * 2, 0, 2, 1] }) };
}

function writePage({ title, panels, inBrackets, beside, above }: DrawnPage): string {
  const head = `${line("  ", above)}  - title: ${JSON.stringify(title)}${beside ? ` ${beside}` : ""}\n`;
  if (!inBrackets || panels.some(({ style }) => style !== "braces"))
    return `${head}    panels:\n${panels.map(writePanel).join("")}`;
  return `${head}    panels: [${panels.map((each, index) => braces(each, index)).join(", ")}]\n`;
}

function writePanel(drawn: DrawnPanel, index: number): string {
  const { style, above, beside, blank } = drawn;
  const lead = line("      ", above) + (blank ? "\n" : "");
  const tail = beside ? ` ${beside}` : "";
  const { at, text } = dataOf(drawn, index);
  switch (style) {
    case "braces":
      return `${lead}      - ${braces(drawn, index)}${tail}\n`;
    case "lines":
      return `${lead}      - type: text${tail}\n        text: ${JSON.stringify(text)}\n${at ? `        at: ${JSON.stringify(at)}\n` : ""}`;
    case "block text":
      return `${lead}      - type: text${tail}\n${at ? `        at: ${JSON.stringify(at)}\n` : ""}        text: |\n${String(text).trimEnd().replaceAll(/^/gm, "          ")}\n`;
    case "braces on lines":
      return `${lead}      - {\n          type: text,${tail}\n          text: ${JSON.stringify(text)},\n${at ? `          at: ${JSON.stringify(at)}\n` : ""}        }\n`;
  }
}

function braces(drawn: DrawnPanel, index: number): string {
  const { at, text } = dataOf(drawn, index);
  return `{ type: text, text: ${JSON.stringify(text)}${at ? `, at: ${JSON.stringify(at)}` : ""} }`;
}

function line(indent: string, remark: string | undefined): string {
  return remark ? `${indent}${remark}\n` : "";
}
