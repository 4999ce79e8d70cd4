import { expect, test } from "vitest";
import { skewWords } from "../../../renderer/wall/skew-words.ts";

test("[WL60] a clock that is off by five seconds or more is told, ahead or behind, and whose it is", () => {
  expect(skewWords({ ms: 42_300 })).toEqual(["clock 42 s ahead"]);
  expect(skewWords({ ms: -7_200_000, of: "portal" })).toEqual(["portal’s clock 2 h behind", "clock 2 h behind"]);
});

test("[WL60] clocks that agree to a few seconds, and sources that tell nothing, are not mentioned", () => {
  expect(skewWords({ ms: 4999 })).toEqual([]);
  expect(skewWords({ ms: -4999, of: "portal" })).toEqual([]);
  expect(skewWords(undefined)).toEqual([]);
});
