import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TimeSeries } from "../../server/history/time-series.ts";

const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });

describe("time series", () => {
  test("[HI1] it holds the newest samples up to its capacity, oldest first", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(value, { maxLength: 60 }), (capacity, values) => {
        const series = new TimeSeries(capacity);
        values.forEach((one, index) => series.add(index, one));
        const kept = values.map((one, index) => [index, one]).slice(-capacity);
        const { times, values: held } = series.since(0);
        expect(times.map((time, index) => [time, held[index]])).toEqual(kept);
        expect(series.length).toBe(kept.length);
        expect(series.latest()).toBe(values.at(-1) ?? null);
      }),
    );
  });

  test("[HI2] a window leaves out what is older", () => {
    const series = new TimeSeries(10);
    for (const time of [1, 2, 3, 4]) series.add(time, time * 10);
    expect(series.since(3)).toEqual({ times: [3, 4], values: [30, 40] });
  });

  test("[HI3] times ascend strictly whatever is done to the clock", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 }), (clock) => {
        const series = new TimeSeries(30);
        for (const time of clock) series.add(time, time);
        const { times } = series.since(0);
        expect(times.at(-1)).toBe(clock.at(-1));
        for (const [index, time] of times.entries()) expect(time).toBeGreaterThan(times[index - 1] ?? -1);
      }),
    );
  });
});
