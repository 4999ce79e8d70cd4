import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NewestSample } from "../../server/live/newest-sample.ts";
import type { Frame } from "../../server/protocol/frames.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function chart(newest: number, stepMs: number): Frame {
  return { kind: "series", unit: "", times: [newest - stepMs, newest], series: [] };
}

test("[FR4] a chart whose newest sample stands still for more than two of its steps is as old as that sample", () => {
  const newest = new NewestSample();
  expect(newest.observedAt(chart(5000, 1000), 100)).toBe(100);
  vi.advanceTimersByTime(2000);
  expect(newest.observedAt(chart(5000, 1000), 2100)).toBe(2100);
  vi.advanceTimersByTime(1);
  expect(newest.observedAt(chart(5000, 1000), 2101)).toBe(100);
  expect(newest.observedAt(chart(6000, 1000), 2200)).toBe(2200);
});

test("[FR4] a chart of hours between samples is not called old between two of them", () => {
  const newest = new NewestSample();
  for (let minutes = 0; minutes < 119; minutes += 1) {
    expect(newest.observedAt(chart(5000, 3_600_000), minutes)).toBe(minutes);
    vi.advanceTimersByTime(60_000);
  }
});

test("[FR4] what has no times of its own is as old as its observation", () => {
  const newest = new NewestSample();
  vi.advanceTimersByTime(60_000);
  expect(newest.observedAt({ kind: "text", text: "" }, 7)).toBe(7);
  expect(newest.observedAt({ kind: "series", unit: "", times: [1], series: [] }, 7)).toBe(7);
});
