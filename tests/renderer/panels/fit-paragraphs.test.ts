import { expect, test } from "vitest";
import { fitParagraphs } from "../../../renderer/panels/fit-paragraphs.ts";

/** A letter is half as wide as its type is high. */
const measureAt = (sizePx: number) => (text: string) => (text.length * sizePx) / 2;

test("[PN7] text takes the largest size at which all of it fits", () => {
  expect(fitParagraphs("four word line now", { width: 100, height: 60, sizes: [40, 20, 10] }, measureAt)).toEqual({
    sizePx: 20,
    lines: ["four word", "line now"],
  });
});

test("[PN7] text too long for the smallest size ends in an ellipsis instead of being clipped", () => {
  const { lines } = fitParagraphs("one two three four five six", { width: 40, height: 27, sizes: [20, 10] }, measureAt);
  expect(lines).toHaveLength(2);
  expect(lines.at(-1)).toMatch(/…$/);
});
