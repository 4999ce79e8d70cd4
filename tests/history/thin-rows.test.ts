import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { thinRows } from "../../server/history/thin-rows.ts";

const most = 40;
const rows = fc
  .array(
    fc.record({
      step: fc.integer({ min: 1, max: 5000 }),
      values: fc.tuple(
        fc.option(fc.integer(), { nil: null, freq: 10 }),
        fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null, freq: 10 }),
      ),
    }),
    { maxLength: 400 },
  )
  .map((steps) => {
    let at = 1_700_000_000_000;
    const times = steps.map(({ step }) => (at += step));
    return { times, columns: [steps.map(({ values }) => values[0]), steps.map(({ values }) => values[1])] };
  });

function numbers(values: (number | null)[] = []): number[] {
  return values.filter((value) => value !== null);
}

describe("thinned rows", () => {
  test("[HI6] they are no more than asked for, on an ascending axis that ends where it ended", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 2_000_000 }), (given, windowMs) => {
        const { times, columns } = thinRows(given, { most, windowMs });
        expect(times.length).toBeLessThanOrEqual(most);
        for (const [index, time] of times.entries()) expect(time).toBeGreaterThan(times[index - 1] ?? 0);
        expect(times.at(-1)).toBe(given.times.at(-1));
        for (const [index, column] of columns.entries()) {
          expect(column).toHaveLength(times.length);
          expect(column.at(-1)).toBe(given.columns[index]?.at(-1));
        }
      }),
    );
  });

  test("[HI7] extremes and gaps survive, and no value is made up", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const { columns } = thinRows(given, { most, windowMs: 1 });
        for (const [index, column] of columns.entries()) {
          const before = given.columns[index] ?? [];
          expect(Math.max(...numbers(column))).toBe(Math.max(...numbers(before)));
          expect(Math.min(...numbers(column))).toBe(Math.min(...numbers(before)));
          expect(column.includes(null)).toBe(before.includes(null));
          for (const value of column) expect(before).toContain(value);
        }
      }),
    );
  });

  test("[HI8] what fits is left as it is", () => {
    const given = { times: [1, 2, 3], columns: [[1, null, 3]] };
    expect(thinRows(given, { most, windowMs: 10 })).toBe(given);
  });

  test("[HI8] a window that moves on by one sample keeps its older rows", () => {
    const times = Array.from({ length: 1000 }, (_, index) => index * 1000);
    const columns = [times.map((time) => Math.sin(time))];
    const before = thinRows({ times, columns }, { most: 200, windowMs: 1_000_000 });
    const after = thinRows(
      { times: [...times, 1_000_000], columns: [[...(columns[0] ?? []), 0]] },
      { most: 200, windowMs: 1_000_000 },
    );
    expect(after.times.slice(0, 180)).toEqual(before.times.slice(0, 180));
    expect(after.columns[0]?.slice(0, 180)).toEqual(before.columns[0]?.slice(0, 180));
  });
});
