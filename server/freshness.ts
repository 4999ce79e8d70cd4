import type { Freshness, SourceState } from "./protocol/messages.ts";

/** Within how many cadences of its last observation a source is live, and ageing; beyond, it is stale. */
const liveCadences = 2;
const ageingCadences = 4;

/**
 * Knows how far one source can be trusted. Ages are taken on the monotonic clock from receipt: a clock that is set,
 * here or at the other end, makes nothing fresh. Epoch times are for display only.
 */
export class FreshnessTracker {
  readonly #id: string;
  readonly #cadenceMs: number;
  #seenAt: number | undefined;
  #observedAt: number | undefined;
  #failing: string | undefined;
  #current: { freshness: Freshness; since: number };

  constructor(id: string, cadenceMs: number) {
    this.#id = id;
    this.#cadenceMs = cadenceMs;
    this.#current = { freshness: "blind", since: Date.now() };
  }

  observed(): void {
    this.#seenAt = performance.now();
    this.#observedAt = Date.now();
    this.#failing = undefined;
  }

  failing(reason: string): void {
    this.#failing = reason;
  }

  /** The state now. `since` moves only when the freshness does. */
  state(): SourceState {
    const freshness = this.#judge();
    if (freshness !== this.#current.freshness) this.#current = { freshness, since: Date.now() };
    return {
      id: this.#id,
      ...this.#current,
      ...(this.#observedAt === undefined ? {} : { observedAt: this.#observedAt }),
      detail: this.#failing ?? (this.#seenAt === undefined ? "not seen yet" : ""),
    };
  }

  #judge(): Freshness {
    if (this.#failing !== undefined || this.#seenAt === undefined) return "blind";
    const age = performance.now() - this.#seenAt;
    if (age <= liveCadences * this.#cadenceMs) return "live";
    return age <= ageingCadences * this.#cadenceMs ? "ageing" : "stale";
  }
}
