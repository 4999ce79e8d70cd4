import * as fc from "fast-check";
import { expect, it } from "vitest";
import { FlapTrack } from "../../server/alarms/flapping.ts";
import type { Level } from "../../server/protocol/frames.ts";

function trackOf(levels: Level[]): FlapTrack {
  const track = new FlapTrack();
  for (const level of levels) track.add(level);
  return track;
}

const well = (checks: number): Level[] => Array<Level>(checks).fill("ok");
const alternating = (checks: number): Level[] =>
  Array.from({ length: checks }, (_, index) => (index % 2 ? "ok" : "critical"));

it.each([
  ["none", well(21), 0],
  ["all that can be", [...well(1), ...alternating(20)], 100],
  ["the newest only", [...well(20), "critical"], 6.25],
  ["the oldest only", [...well(1), ...Array<Level>(20).fill("warning")], 3.75],
  ["before the first check it was well", ["critical"], 6.25],
] as const)("[AR6] of the last 21 checks the newer changes weigh more, as in Nagios: %s", (_, levels, percent) => {
  expect(trackOf([...levels]).change).toBeCloseTo(percent);
});

it("[AR6] between the two thresholds it stays as it was", () => {
  const limits = { start: 30, stop: 20 };
  const track = trackOf(alternating(5));
  expect(track.change).toBeGreaterThan(20);
  expect(track.change).toBeLessThan(30);
  expect([track.isFlapping(false, limits), track.isFlapping(true, limits)]).toEqual([false, true]);
});

it("[AR6] whatever came before, 21 equal checks are no flapping", () => {
  const level = fc.constantFrom<Level>("ok", "warning", "critical", "unknown");
  fc.assert(
    fc.property(fc.array(level, { maxLength: 60 }), level, (before, last) => {
      const track = trackOf(before);
      expect(track.change).toBeGreaterThanOrEqual(0);
      expect(track.change).toBeLessThanOrEqual(100.001);
      for (let check = 0; check < 21; check += 1) track.add(last);
      expect(track.change).toBe(0);
      expect(track.worst).toBe(last);
    }),
  );
});
