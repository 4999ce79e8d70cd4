import { expect, test } from "vitest";
import { valueRange } from "../../../renderer/panels/chart/axes.ts";

test("[PN8] a chart starts at zero and ends a little above its highest value", () => {
  expect(valueRange(20, 100, {})).toEqual([0, 108]);
  expect(valueRange(-5, 100, {})[0]).toBe(-5);
});

test("[PN8] a limit far above the values does not press them to the floor; one within reach is in the picture", () => {
  expect(valueRange(0, 100, { crit: 1000 })[1]).toBe(108);
  expect(valueRange(0, 100, { warn: 120, crit: 200 })[1]).toBeCloseTo(216);
});

test("[PN8] what the configuration fixes stays fixed, and nothing at all still has a range", () => {
  expect(valueRange(3, 42, { min: 0, max: 100 })).toEqual([0, 100]);
  const [low, high] = valueRange(null, null, {});
  expect(high).toBeGreaterThan(low);
  expect(valueRange(0, 0, {})).toEqual([0, 1]);
});
