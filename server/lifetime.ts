type End = () => void | Promise<void>;

/** Owns timers, sockets, listeners and whatever else must be stopped: it stops them in reverse order, once. */
export class Lifetime {
  readonly #ends = new Set<End>();
  readonly #abort = new AbortController();
  #ended: Promise<void> | undefined;

  /** Aborts when the lifetime ends: for fetch, timers and children that take a signal. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get over(): boolean {
    return this.#ended !== undefined;
  }

  /** Runs `end` when the lifetime ends, or at once if it has. The result takes it back without running it. */
  onEnd(end: End): () => void {
    if (this.over) {
      void end();
      return () => undefined;
    }
    this.#ends.add(end);
    return () => this.#ends.delete(end);
  }

  every(ms: number, run: () => void): void {
    const timer = setInterval(run, ms);
    this.onEnd(() => clearInterval(timer));
  }

  /** The result cancels it. */
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(() => {
      forget();
      run();
    }, ms);
    const forget = this.onEnd(() => clearTimeout(timer));
    return () => {
      forget();
      clearTimeout(timer);
    };
  }

  /** A part that may end before the whole, and ends with it at the latest. */
  child(): Lifetime {
    const child = new Lifetime();
    const forget = this.onEnd(() => child.end());
    child.onEnd(forget);
    return child;
  }

  end(): Promise<void> {
    this.#ended ??= this.#stop();
    return this.#ended;
  }

  async #stop(): Promise<void> {
    this.#abort.abort();
    const failures: unknown[] = [];
    for (const end of [...this.#ends].toReversed()) {
      try {
        await end();
      } catch (failure) {
        failures.push(failure);
      }
    }
    this.#ends.clear();
    if (failures.length > 0) throw new AggregateError(failures, "not everything could be stopped");
  }
}
