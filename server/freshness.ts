import type { Freshness, SourceState } from "./protocol/messages.ts";
import type { Heard } from "./sources/define.ts";

/** Within how many cadences of its last observation a source is live, and ageing; beyond, it is stale. */
const liveCadences = 2;
const ageingCadences = 4;

/**
 * Knows how far one source can be trusted. Ages are taken on the monotonic clock from receipt: a clock that is set,
 * here or at the other end, makes nothing fresh. Epoch times are for display only. A source that answers with the same
 * data again and again was seen when the data came first, however often it answers.
 */
export class FreshnessTracker {
  readonly #id: string;
  readonly #cadenceMs: number;
  #seenAt: number | undefined;
  #observedAt: number | undefined;
  #failing: string | undefined;
  #heard: Heard = {};
  #standsStill = false;
  #current: { freshness: Freshness; since: number };

  constructor(id: string, cadenceMs: number) {
    this.#id = id;
    this.#cadenceMs = cadenceMs;
    this.#current = { freshness: "blind", since: Date.now() };
  }

  observed(heard: Heard = {}): void {
    this.#standsStill = heard.newestAt !== undefined && heard.newestAt === this.#heard.newestAt;
    this.#heard = heard;
    this.#failing = undefined;
    if (this.#standsStill) return;
    this.#seenAt = performance.now();
    this.#observedAt = Date.now();
  }

  failing(reason: string): void {
    this.#failing = reason;
  }

  /** The state now. `since` moves only when the freshness does. */
  state(): SourceState {
    const freshness = this.#judge();
    if (freshness !== this.#current.freshness) this.#current = { freshness, since: Date.now() };
    const { skew } = this.#heard;
    return {
      id: this.#id,
      ...this.#current,
      ...(this.#observedAt === undefined ? {} : { observedAt: this.#observedAt }),
      ...(skew && { skew }),
      detail: this.#failing ?? this.#detail(freshness),
    };
  }

  #detail(freshness: Freshness): string {
    if (this.#seenAt === undefined) return "not seen yet";
    return this.#standsStill && freshness !== "live" ? "answers, but its data stands still" : "";
  }

  #judge(): Freshness {
    if (this.#failing !== undefined || this.#seenAt === undefined) return "blind";
    const age = performance.now() - this.#seenAt;
    if (age <= liveCadences * this.#cadenceMs) return "live";
    return age <= ageingCadences * this.#cadenceMs ? "ageing" : "stale";
  }
}
