import type { Labels } from "../label-names.ts";
import { type Line, QueryRefused } from "./answer.ts";
import { Asked } from "./asked.ts";
import type { PrometheusClient } from "./client.ts";

const mostPoints = 600;
const fewestPoints = 60;
const mostLines = 500;
/** The newest part is asked again: late scrapes, recording rules and remote writes fill it in belatedly. */
const mendSeconds = 120;

interface RangeOptions {
  query: string;
  lastMs: number;
  everyMs: number;
}

/**
 * What a query gave over the window that a panel shows, at points that lie on multiples of the step and so stay where
 * they are as the window moves on. It is back-filled whole at first, then only what is new is asked for; what was
 * missed is asked for when Prometheus is back.
 */
export class Range {
  readonly asked = new Asked(() => this.#refresh());
  readonly stepSeconds: number;
  readonly #client: PrometheusClient;
  readonly #options: RangeOptions;
  #lines = new Map<string, Line>();
  /** The newest point that was asked for. */
  #newest: number | undefined;
  /** A store of Thanos was out of reach: what is known has holes that Prometheus does not have. */
  #isPartial = false;

  constructor(client: PrometheusClient, options: RangeOptions) {
    this.#client = client;
    this.#options = options;
    this.stepSeconds = stepFor(options);
  }

  get lines(): ReadonlyMap<string, Line> {
    return this.#lines;
  }

  /** The points of the window, oldest first; none until it was first answered. Epoch seconds on Prometheus's clock. */
  get points(): number[] {
    const newest = this.#newest;
    if (newest === undefined) return [];
    const count = this.#count();
    return Array.from({ length: count + 1 }, (_, index) => newest - (count - index) * this.stepSeconds);
  }

  async #refresh(): Promise<void> {
    const step = this.stepSeconds;
    const end = Math.floor(this.#client.now / step) * step;
    if (end === this.#newest) return;
    const oldest = end - this.#count() * step;
    // Where Prometheus's clock was set back, what was known lies in the future.
    const known = !this.#isPartial && this.#newest !== undefined && this.#newest < end ? this.#newest : undefined;
    const mended = known === undefined ? oldest : Math.floor((known - mendSeconds) / step) * step;
    const start = Math.max(oldest, mended);
    const { lines, isPartial } = await this.#client.range(this.#options.query, { start, end, step });
    this.#isPartial = isPartial;
    this.#lines = joined([...this.#lines.values()], lines, { oldest, start });
    this.#newest = end;
    if (this.#lines.size <= mostLines) return;
    const count = this.#lines.size;
    this.#lines.clear();
    this.#newest = undefined;
    throw new QueryRefused(`the query gives ${count} series; narrow it to ${mostLines} with topk(…) or sum by (…)`);
  }

  #count(): number {
    return Math.floor(this.#options.lastMs / 1000 / this.stepSeconds);
  }
}

/** So that there are at most 600 points, and as many as there are answers to come, but no fewer than 60. Whole seconds. */
function stepFor({ lastMs, everyMs }: RangeOptions): number {
  const least = Math.min(everyMs, lastMs / fewestPoints);
  return Math.max(1, Math.ceil(Math.max(lastMs / mostPoints, least) / 1000));
}

/** Of what was known, what lies in the window and was not asked for again; then what is fresh. */
function joined(known: Line[], fresh: Line[], { oldest, start }: { oldest: number; start: number }): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const { labels, samples } of known) {
    const kept = [...samples].filter(([at]) => at >= oldest && at < start);
    if (kept.length > 0) lines.set(labelsKey(labels), { labels, samples: new Map(kept) });
  }
  for (const { labels, samples } of fresh) {
    if (samples.size === 0) continue;
    const key = labelsKey(labels);
    const before = lines.get(key)?.samples ?? [];
    lines.set(key, { labels, samples: new Map([...before, ...samples]) });
  }
  return lines;
}

export function labelsKey(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
