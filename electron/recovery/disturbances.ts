import type { Lifetime } from "../../server/lifetime.ts";

/** What the clocks say between two looks that should be `everyMs` apart. */
export type Disturbance =
  /** This process did not run: its event loop was blocked. */
  | { kind: "stalled"; ms: number }
  /** The machine slept, or its clock was set: the wall clock went on otherwise than the monotonic one. */
  | { kind: "clock-gap"; ms: number };

interface Clocks {
  wallMs: number;
  monotonicMs: number;
}

const everyMs = 1000;
/** A busy machine is late by less. */
const stalledMs = 3000;
/** Clocks that are kept by NTP are slewed, or stepped by less. */
const gapMs = 15_000;

export function compareClocks(before: Clocks, now: Clocks): Disturbance | undefined {
  const went = now.monotonicMs - before.monotonicMs;
  const gap = now.wallMs - before.wallMs - went;
  if (Math.abs(gap) >= gapMs) return { kind: "clock-gap", ms: gap };
  return went - everyMs >= stalledMs ? { kind: "stalled", ms: went - everyMs } : undefined;
}

/** Looks at both clocks once a second. */
export function watchClocks(lifetime: Lifetime, hear: (disturbance: Disturbance) => void): void {
  let before = readClocks();
  lifetime.every(everyMs, () => {
    const now = readClocks();
    const disturbance = compareClocks(before, now);
    before = now;
    if (disturbance) hear(disturbance);
  });
}

function readClocks(): Clocks {
  return { wallMs: Date.now(), monotonicMs: performance.now() };
}
