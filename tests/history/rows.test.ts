import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeSamples } from "../../server/history/rows.ts";

const samples = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.option(fc.integer(), { nil: null })), {
    selector: ([time]) => time,
    maxLength: 40,
  })
  .map((pairs) => pairs.toSorted(([a], [b]) => a - b))
  .map((pairs) => ({ times: pairs.map(([time]) => time), values: pairs.map(([, value]) => value) }));

describe("merged rows", () => {
  test("[HI4] every sample stands at its own time on the common axis", () => {
    fc.assert(
      fc.property(fc.array(samples, { maxLength: 4 }), fc.integer({ min: 1, max: 200 }), (series, holdMs) => {
        const { times, columns } = mergeSamples(series, holdMs);
        for (const [index, time] of times.entries()) expect(time).toBeGreaterThan(times[index - 1] ?? -1);
        for (const [number, one] of series.entries()) {
          for (const [index, time] of one.times.entries()) {
            expect(columns[number]?.[times.indexOf(time)]).toBe(one.values[index]);
          }
        }
      }),
    );
  });

  test("[HI5] no value is older than the hold", () => {
    fc.assert(
      fc.property(fc.array(samples, { maxLength: 4 }), fc.integer({ min: 1, max: 200 }), (series, holdMs) => {
        const { times, columns } = mergeSamples(series, holdMs);
        for (const [number, one] of series.entries()) {
          for (const [index, at] of times.entries()) {
            const newest = one.times.findLast((time) => time <= at);
            if (newest === undefined || at - newest > holdMs) expect(columns[number]?.[index]).toBeNull();
          }
        }
      }),
    );
  });

  test("[HI5] a silence is a gap, also for a single series", () => {
    expect(mergeSamples([{ times: [0, 10, 100], values: [1, 2, 3] }], 20)).toEqual({
      times: [0, 10, 31, 100],
      columns: [[1, 2, null, 3]],
    });
  });

  test("[HI4] no series and no samples make an empty axis", () => {
    expect(mergeSamples([], 10)).toEqual({ times: [], columns: [] });
    expect(mergeSamples([{ times: [], values: [] }], 10)).toEqual({ times: [], columns: [[]] });
  });
});
