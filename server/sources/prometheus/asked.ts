import { ExpectedError } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { QueryRefused } from "./answer.ts";

/** One query that is asked again and again, never twice at once, and why it has no answer where it has none. */
export class Asked {
  readonly #refresh: () => Promise<void>;
  #isUnderWay = false;
  /** It failed once, which may have been chance. */
  #isSuspect = false;
  #fault: ExpectedError | undefined;

  /** @param refresh asks and keeps the answer; an ExpectedError says why there is none */
  constructor(refresh: () => Promise<void>) {
    this.#refresh = refresh;
  }

  /** Why the newest answer is not to be shown. */
  get fault(): ExpectedError | undefined {
    return this.#fault;
  }

  /** The result is whether it is to be asked once more at once: it failed, and it may be that Prometheus is gone. */
  async ask(): Promise<"asked" | "again"> {
    if (this.#isUnderWay) return "asked";
    this.#isUnderWay = true;
    try {
      await this.#refresh();
      this.#fault = undefined;
      this.#isSuspect = false;
    } catch (failure) {
      if (!(failure instanceof ExpectedError)) throw failure;
      const first = !this.#isSuspect && !(failure instanceof QueryRefused);
      this.#isSuspect = true;
      if (first) return "again";
      this.#fault = failure;
    } finally {
      this.#isUnderWay = false;
    }
    return "asked";
  }
}

/** What several panels ask alike is asked once, for as long as one of them is there. */
export class Shared<Q extends { asked: Asked }> {
  readonly #queries = new Map<string, { query: Q; users: number }>();
  readonly #onGone: (key: string) => void;

  constructor(onGone: (key: string) => void = () => undefined) {
    this.#onGone = onGone;
  }

  get all(): Asked[] {
    return [...this.#queries.values()].map(({ query }) => query.asked);
  }

  use(key: string, make: () => Q, lifetime: Lifetime): Q {
    const entry = this.#queries.get(key) ?? { query: make(), users: 0 };
    this.#queries.set(key, entry);
    entry.users += 1;
    lifetime.onEnd(() => {
      entry.users -= 1;
      if (entry.users > 0) return;
      this.#queries.delete(key);
      this.#onGone(key);
    });
    return entry.query;
  }
}
