import { ExpectedError } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { spokenDuration } from "../plain-words.ts";
import type { Api } from "../remote/api.ts";
import { type Line, QueryRefused, type Reading, type Result, readAnswer, readInstant, readRange } from "./answer.ts";

/** Prometheus itself evaluates 20 queries at a time, for everyone who asks. */
const mostAtOnce = 8;

export interface Warning {
  query: string;
  text: string;
}

interface RangeAnswer {
  lines: Line[];
  isPartial: boolean;
}

/** Asks one Prometheus. Times are epoch seconds on its clock. */
export class PrometheusClient {
  readonly #api: Api;
  readonly #lifetime: Lifetime;
  readonly #limitMs: number;
  readonly #waiting: (() => void)[] = [];
  readonly #warnings = new Map<string, Warning>();
  #underWay = 0;
  /** How far its clock is ahead of this machine's; undefined until it was first heard from. */
  #aheadMs: number | undefined;

  constructor(api: Api, { lifetime, limitMs }: { lifetime: Lifetime; limitMs: number }) {
    this.#api = api;
    this.#lifetime = lifetime;
    this.#limitMs = limitMs;
  }

  /** What Prometheus said of its newest answers besides them. */
  get warnings(): Warning[] {
    return [...this.#warnings.values()];
  }

  get heardFrom(): boolean {
    return this.#aheadMs !== undefined;
  }

  /** Positive where Prometheus's clock is ahead of this machine's. */
  get aheadMs(): number {
    return this.#aheadMs ?? 0;
  }

  get now(): number {
    return (Date.now() + this.aheadMs) / 1000;
  }

  /** Proves that Prometheus answers queries, and reads its clock. */
  async greet(): Promise<void> {
    const askedAt = Date.now();
    const { data } = await this.#ask("query", { query: "vector(1)" });
    const first = data.resultType === "vector" ? data.result[0] : undefined;
    const at = first && "value" in first ? first.value?.[0] : undefined;
    if (at === undefined) throw new QueryRefused("vector(1) gives no value");
    this.#aheadMs = at * 1000 - (askedAt + Date.now()) / 2;
  }

  /** What the query gives now. */
  async instant(query: string): Promise<Reading[]> {
    return this.#inTurn(async () => readInstant(this.#noted("query", query, await this.#ask("query", { query }))));
  }

  /** What it gave from `start` to `end`, every `step` seconds, and whether that may not be all of it. */
  async range(query: string, { start, end, step }: { start: number; end: number; step: number }): Promise<RangeAnswer> {
    const asked = { query, start: String(start), end: String(end), step: String(step) };
    return this.#inTurn(async () => {
      const result = this.#noted("query_range", query, await this.#ask("query_range", asked));
      return { lines: readRange(result), isPartial: result.warning !== undefined };
    });
  }

  forget(query: string): void {
    for (const place of ["query", "query_range"]) this.#warnings.delete(`${place} ${query}`);
  }

  async #ask(place: string, asked: Record<string, string>): Promise<Result> {
    const timeout = `${this.#limitMs / 1000}s`;
    return readAnswer(await this.#api.ask(`api/v1/${place}`, { ...asked, timeout }, this.#lifetime));
  }

  #noted(place: string, query: string, result: Result): Result {
    const key = `${place} ${query}`;
    if (result.warning === undefined) this.#warnings.delete(key);
    else this.#warnings.set(key, { query, text: result.warning });
    return result;
  }

  async #inTurn<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#underWay >= mostAtOnce) await this.#turn();
    else this.#underWay += 1;
    try {
      return await ask();
    } finally {
      const next = this.#waiting.shift();
      // Its place is handed on.
      if (next) next();
      else this.#underWay -= 1;
    }
  }

  /** Nobody waits so long that what is on the wall would be old and look new. */
  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        cancel();
        resolve();
      };
      const cancel = this.#lifetime.after(this.#limitMs, () => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        const limit = spokenDuration(this.#limitMs);
        reject(new ExpectedError(`not asked within ${limit}: ${mostAtOnce} slow queries at once are the limit`));
      });
      this.#waiting.push(begin);
    });
  }
}
