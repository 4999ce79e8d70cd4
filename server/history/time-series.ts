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

  /** The samples not older than `from`, oldest first. */
  since(from: number): { times: number[]; values: (number | null)[] } {
    const times: number[] = [];
    const values: (number | null)[] = [];
    const first = this.#next - this.#length + this.#times.length;
    for (let index = first; index < first + this.#length; index += 1) {
      const slot = index % this.#times.length;
      const time = this.#times[slot] ?? 0;
      if (time < from) continue;
      const value = this.#values[slot] ?? Number.NaN;
      times.push(time);
      values.push(Number.isNaN(value) ? null : value);
    }
    return { times, values };
  }

  latest(): number | null {
    const slot = (this.#next - 1 + this.#times.length) % this.#times.length;
    const value = this.#length === 0 ? Number.NaN : (this.#values[slot] ?? Number.NaN);
    return Number.isNaN(value) ? null : value;
  }
}
