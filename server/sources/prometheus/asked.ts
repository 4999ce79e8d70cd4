import { ExpectedError } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { QueryRefused } from "./answer.ts";

/** One query that is asked again and again, never twice at once, and why it has no answer where it has none. */
export abstract class Asked {
  #isUnderWay = false;
  /** It failed once, which may have been chance. */
  #isSuspect = false;
  #fault: ExpectedError | undefined;

  protected abstract refresh(): Promise<void>;

  /** Throws why there is no answer to be shown. */
  assertAnswered(): void {
    if (this.#fault) throw this.#fault;
  }

  /** The result is whether it is to be asked once more at once: it failed, and it may be that Prometheus is gone. */
  async ask(): Promise<"asked" | "again"> {
    if (this.#isUnderWay) return "asked";
    this.#isUnderWay = true;
    try {
      await this.refresh();
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
export class Shared<A extends Asked> {
  readonly #asked = new Map<string, { asked: A; users: number }>();
  readonly #onGone: (key: string) => void;

  constructor(onGone: (key: string) => void = () => undefined) {
    this.#onGone = onGone;
  }

  get all(): A[] {
    return [...this.#asked.values()].map(({ asked }) => asked);
  }

  use(key: string, make: () => A, lifetime: Lifetime): A {
    const entry = this.#asked.get(key) ?? { asked: make(), users: 0 };
    this.#asked.set(key, entry);
    entry.users += 1;
    lifetime.onEnd(() => {
      entry.users -= 1;
      if (entry.users > 0) return;
      this.#asked.delete(key);
      this.#onGone(key);
    });
    return entry.asked;
  }
}
