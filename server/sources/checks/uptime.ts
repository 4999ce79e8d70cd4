import type { Finding } from "./finding.ts";

const dayMs = 86_400_000;
/** Days that are told of, with today. */
export const uptimeDays = 30;

/**
 * How much of each day a target was up, of the last thirty days of UTC: bounded, and free of the hour that a change of
 * clocks adds or takes. A finding stands until the next one, for two cadences at most; time in which nobody could look
 * counts for nothing.
 */
export class Uptime {
  readonly #holdMs: number;
  /** A slot a day, reused after `uptimeDays`. */
  readonly #days = new Float64Array(uptimeDays).fill(Number.NaN);
  readonly #upMs = new Float64Array(uptimeDays);
  readonly #knownMs = new Float64Array(uptimeDays);
  #last: { result: Finding["result"]; at: number; countedTo: number } | undefined;

  constructor(holdMs: number) {
    this.#holdMs = holdMs;
  }

  /** @param now epoch milliseconds */
  record(result: Finding["result"], now: number): void {
    this.#settle(now);
    this.#last = { result, at: now, countedTo: now };
  }

  /** The share of each day that is known in which the target was up, oldest first; null for a day without a check. */
  days(now: number): (number | null)[] {
    this.#settle(now);
    const today = Math.floor(now / dayMs);
    return Array.from({ length: uptimeDays }, (_, index) => {
      const day = today - uptimeDays + 1 + index;
      const slot = day % uptimeDays;
      const knownMs = this.#knownMs[slot] ?? 0;
      return this.#days[slot] === day && knownMs > 0 ? (this.#upMs[slot] ?? 0) / knownMs : null;
    });
  }

  /** Counts the time up to `now` for what was found last. A clock set forward counts for as long as a finding stands. */
  #settle(now: number): void {
    if (!this.#last) return;
    const { result, at, countedTo } = this.#last;
    const end = Math.min(now, at + this.#holdMs);
    for (let from = countedTo; from < end; ) {
      const day = Math.floor(from / dayMs);
      const until = Math.min(end, (day + 1) * dayMs);
      this.#count(day, until - from, result);
      from = until;
    }
    this.#last = { result, at, countedTo: Math.max(countedTo, end) };
  }

  #count(day: number, ms: number, result: Finding["result"]): void {
    if (result === "unknown") return;
    const slot = day % uptimeDays;
    if (this.#days[slot] !== day) {
      this.#days[slot] = day;
      this.#upMs[slot] = 0;
      this.#knownMs[slot] = 0;
    }
    this.#knownMs[slot] = (this.#knownMs[slot] ?? 0) + ms;
    if (result === "up") this.#upMs[slot] = (this.#upMs[slot] ?? 0) + ms;
  }
}
