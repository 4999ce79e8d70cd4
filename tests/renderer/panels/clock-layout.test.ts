import { expect, test } from "vitest";
import { clockLayout } from "../../../renderer/panels/clock-layout.ts";

const clocks = { timeEm: 3, smallPx: 18 };

test("[PN13] clocks stand in the columns in which they are largest, inside the box", () => {
  expect(clockLayout({ width: 900, height: 200 }, { ...clocks, count: 2 }).columns).toBe(2);
  expect(clockLayout({ width: 450, height: 400 }, { ...clocks, count: 2 }).columns).toBe(1);
  const { columns, timePx, labelPx } = clockLayout({ width: 600, height: 300 }, { ...clocks, count: 6 });
  expect(columns * 3 * timePx).toBeLessThanOrEqual(600);
  expect(Math.ceil(6 / columns) * (1.08 * timePx + 1.3 * labelPx)).toBeLessThanOrEqual(300.01);
});

test("[PN13] where not all are larger than the smallest type, only as many are shown as are", () => {
  const { shown, timePx } = clockLayout({ width: 200, height: 130 }, { ...clocks, count: 12 });
  expect(shown).toBeGreaterThan(1);
  expect(shown).toBeLessThan(12);
  expect(timePx).toBeGreaterThan(1.3 * 18);
});
