import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { quantities, workload } from "../../../server/sources/simulated/network.ts";
import { chance, drift } from "../../../server/sources/simulated/noise.ts";
import { simulated } from "../../../server/sources/simulated/simulated.ts";
import { observeSource } from "../../resources/observed-source.ts";

const noon = Date.UTC(2026, 0, 15, 12);

beforeEach(() => void vi.useFakeTimers({ now: noon }));
afterEach(() => void vi.useRealTimers());

describe("simulated source", () => {
  test("[SI1] it is marked, raises no condition, and observes at its pace", async () => {
    expect(simulated.simulated).toBe(true);
    await using source = observeSource(simulated, { every: "1s" });
    await vi.advanceTimersByTimeAsync(5000);
    expect(source.observations()).toBe(6);
    expect(source.conditions()).toEqual([]);
  });

  test("[SI2] the first frame fills the whole window, with at most 600 samples of any length", async () => {
    await using source = observeSource(simulated, {});
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 30 * 86_400_000 }), (lastMs) => {
        const { times, series } = source.open("series", "traffic", lastMs)();
        const stepMs = (times[1] ?? 0) - (times[0] ?? 0);
        expect(times.length).toBeLessThanOrEqual(600);
        expect(times.at(-1)).toBe(noon);
        expect(times[0]).toBeGreaterThanOrEqual(noon - lastMs);
        expect(times[0]).toBeLessThan(noon - lastMs + stepMs);
        expect(times.toSorted((a, b) => a - b)).toEqual(times);
        for (const { values } of series) expect(values).toHaveLength(times.length);
      }),
      { numRuns: 30 },
    );
  });

  test("[SI3] the same seed at the same time makes the same picture, another seed another", async () => {
    await using one = observeSource(simulated, { seed: 7 });
    await using same = observeSource(simulated, { seed: 7 });
    await using other = observeSource(simulated, { seed: 8 });
    const draw = (source: typeof one) => source.open("series", "dns")();
    expect(draw(one)).toEqual(draw(same));
    expect(draw(one)).not.toEqual(draw(other));
    expect(one.open("events")()).toEqual(same.open("events")());
  });

  test("[SI4] what was drawn once stays as time goes on", async () => {
    await using source = observeSource(simulated, {});
    const view = source.open("series", "denies", 60_000);
    const before = view();
    await vi.advanceTimersByTimeAsync(10_000);
    const after = view();
    expect(after.times.slice(0, -10)).toEqual(before.times.slice(10));
    expect(after.series[0]?.values.slice(0, -10)).toEqual(before.series[0]?.values.slice(10));
    const { events } = source.open("events")();
    await vi.advanceTimersByTimeAsync(60_000);
    const later = source.open("events")().events;
    const fresh = later.findIndex(({ id }) => id === events[0]?.id);
    expect(later.slice(fresh)).toEqual(events.slice(0, events.length - fresh));
  });

  test("[SI5] events come a handful a minute, newest first, a hundred at most, and none from the future", async () => {
    await using source = observeSource(simulated, {});
    const { events } = source.open("events", "events")();
    expect(events).toHaveLength(100);
    const ages = events.map(({ at }) => noon - at);
    expect(ages.toSorted((a, b) => a - b)).toEqual(ages);
    expect(ages[0]).toBeGreaterThanOrEqual(0);
    const perMinute = 100 / ((ages.at(-1) ?? 0) / 60_000);
    expect(perMinute).toBeGreaterThan(2);
    expect(perMinute).toBeLessThan(5);
    expect(new Set(events.map(({ id }) => id)).size).toBe(100);
  });

  test("[SI6] figures are positive, and follow the hours of the day", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 2 ** 41 }), (seed, at) => {
        for (const { lines } of Object.values(quantities)) {
          for (const one of lines) expect(one.value(seed, at)).toBeGreaterThan(0);
        }
      }),
    );
    expect(workload(Date.UTC(2026, 0, 15, 15))).toBeCloseTo(1);
    expect(workload(Date.UTC(2026, 0, 15, 3))).toBeCloseTo(0.25);
  });

  test("[SI7] chance is spread evenly, and drift is smooth", () => {
    const chances = Array.from({ length: 10_000 }, (_, step) => chance(1, "x", step));
    const mean = chances.reduce((sum, one) => sum + one, 0) / chances.length;
    expect(mean).toBeCloseTo(0.5, 1);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const share = chances.filter((one) => Math.floor(one * 10) === tenth).length / chances.length;
      expect(share).toBeGreaterThan(0.08);
      expect(share).toBeLessThan(0.12);
    }
    for (let at = 0; at < 20_000; at += 100) {
      const [before, after] = [0, 100].map((later) => drift(1, "x", { at: at + later, periodMs: 4000 }));
      expect(Math.abs((after ?? 0) - (before ?? 0))).toBeLessThan(0.1);
    }
  });

  test("[SI8] a query that it does not know is a fault with words", () => {
    const { queryFault } = simulated.configure({}, "/");
    expect(queryFault("series", "trafic")).toBe("must be one of traffic, dns, denies");
    expect(queryFault("stat", "traffic")).toBeUndefined();
    expect(queryFault("events", undefined)).toBeUndefined();
    expect(queryFault("events", "dns")).toContain('must be "events"');
    expect(queryFault("states", undefined)).toContain("no states");
  });
});
