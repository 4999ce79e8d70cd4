import type { Freshness } from "../../server/protocol/messages.ts";

/** How far what a tile shows can be believed. What is withheld is restated small, with its age. */
export type Sight =
  | { kind: "seen" }
  /** Nothing has come yet, and it is too early to worry. */
  | { kind: "awaited" }
  | { kind: "ageing"; ageMs: number }
  | { kind: "withheld"; ageMs: number };

export interface Evidence {
  /** The pulse arrives. */
  live: boolean;
  /** Of the panel's source; undefined where the server has said nothing of it yet. */
  freshness: Freshness | undefined;
  cadenceMs: number;
  /** Since the source observed what the panel shows, on the monotonic clock; undefined while there is no picture. */
  ageMs: number | undefined;
  /** The source has just been started. */
  fresh: boolean;
  /** The panel's own query has no answer, whatever its source sees. */
  faulty: boolean;
}

/** A source that has just been started is given so long, or four cadences, before the wall says it cannot see it. */
const firstSightMs = 10_000;

/** Whether a source that was never seen has not had its time yet. `forMs`: since it was started. */
export function isFresh(source: { everSeen: boolean; forMs: number; cadenceMs: number }): boolean {
  return !source.everSeen && source.forMs <= Math.max(firstSightMs, 4 * source.cadenceMs);
}

/** A frame on its way is not late: below this age no picture is called old, however short its source's cadence. */
const leastAgeMs = 3000;

/**
 * Judges one panel's picture by the worst witness. The picture's own age is one of them: a source may be live while
 * the answer to this panel's query stopped coming.
 */
export function judgeSight(evidence: Evidence): Sight {
  const { live, freshness, cadenceMs, fresh, faulty, ageMs = 0 } = evidence;
  if (live && fresh && !faulty && evidence.ageMs === undefined) return { kind: "awaited" };
  const old = ageMs > Math.max(leastAgeMs, 4 * cadenceMs);
  if (!live || faulty || old || freshness === undefined || freshness === "stale" || freshness === "blind") {
    return { kind: "withheld", ageMs };
  }
  const late = ageMs > Math.max(leastAgeMs, 2 * cadenceMs);
  return late || freshness === "ageing" ? { kind: "ageing", ageMs } : { kind: "seen" };
}
