/** `times` in epoch milliseconds, one value for each; null where there was nothing to measure. */
export interface Samples {
  times: number[];
  values: (number | null)[];
}

/** One measured quantity over time, bounded: the newest `capacity` samples, in typed arrays that are never re-allocated. */
export class TimeSeries {
  readonly #times: Float64Array;
  readonly #values: Float64Array;
  #next = 0;
  #length = 0;

  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** `at` is epoch milliseconds; null says that there was nothing to measure. */
  add(at: number, value: number | null): void {
    this.#times[this.#next] = at;
    this.#values[this.#next] = value ?? Number.NaN;
    this.#next = (this.#next + 1) % this.#times.length;
    this.#length = Math.min(this.#length + 1, this.#times.length);
  }

  /**
   * The samples not older than `from`, oldest first, in strictly ascending time. Where the clock was set back, what was
   * measured before under later times is left out: it would lie in the future.
   */
  since(from: number): Samples {
    const times: number[] = [];
    const values: (number | null)[] = [];
    let before = Number.POSITIVE_INFINITY;
    for (let back = 1; back <= this.#length; back += 1) {
      const slot = (this.#next - back + this.#times.length) % this.#times.length;
      const time = this.#times[slot] ?? 0;
      if (time < from) break;
      if (time >= before) continue;
      before = time;
      times.push(time);
      const value = this.#values[slot] ?? Number.NaN;
      values.push(Number.isNaN(value) ? null : value);
    }
    return { times: times.toReversed(), values: values.toReversed() };
  }

  latest(): number | null {
    const slot = (this.#next - 1 + this.#times.length) % this.#times.length;
    const value = this.#length === 0 ? Number.NaN : (this.#values[slot] ?? Number.NaN);
    return Number.isNaN(value) ? null : value;
  }
}
