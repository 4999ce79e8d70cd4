import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cut, fitText, lettersOf, shorten, wrapText } from "../../../renderer/theme/fit-text.ts";

/** Every letter is one wide. */
const measure = (text: string) => lettersOf(text).length;

test("[TH4] of several ways to say it, the longest that fits is shown", () => {
  const variants = ["Overview · next page in 18 s", "Overview · 18 s", "Overview"];
  expect(fitText(variants, 40, measure)).toBe("Overview · next page in 18 s");
  expect(fitText(variants, 20, measure)).toBe("Overview · 18 s");
  expect(fitText(variants, 6, measure)).toBe("Ove…ew");
});

test("[TH4] a name loses its middle, a sentence its end, between words where that costs little", () => {
  expect(shorten("core-router-amsterdam", 12, measure)).toBe("core-ro…rdam");
  expect(cut("no answer within 5 s", 12, measure)).toBe("no answer…");
  expect(cut("unreachable host", 8, measure)).toBe("unreach…");
});

test("[TH4] nothing that was fitted is wider than its place, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 0, max: 40 }), (text, width) => {
      expect(measure(shorten(text, width, measure))).toBeLessThanOrEqual(width);
      expect(measure(cut(text, width, measure))).toBeLessThanOrEqual(width);
      for (const line of wrapText(text, width, measure)) expect(measure(line)).toBeLessThanOrEqual(width);
    }),
  );
});

test("[TH4] text is broken between words and keeps its own line ends", () => {
  expect(wrapText("Ada until 18:00, then Ben\nBridge", 16, measure)).toEqual([
    "Ada until 18:00,",
    "then Ben",
    "Bridge",
  ]);
});
