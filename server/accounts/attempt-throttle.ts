export interface ThrottleRule {
  /** So many wrong attempts are free. */
  free: number;
  /** The wait after the first one beyond; each further one doubles it. */
  firstWaitMs: number;
  longestWaitMs: number;
}

/** What an attempt is counted under, and by which rule. */
export interface Bucket extends ThrottleRule {
  key: string;
}

interface Tally {
  failures: number;
  /** On the monotonic clock. */
  waitUntil: number;
  lastAt: number;
}

/** After so long without a wrong attempt all is forgotten. */
const forgetAfterMs = 3_600_000;
const mostTallies = 20_000;

/** An attempt that may be made. It counts as wrong from its beginning, so that many at once gain nothing. */
export interface Attempt {
  right(): void;
  /** The wait begins now: checking a password takes a while itself. */
  wrong(): void;
}

/**
 * Makes guessing slow: beyond a few wrong attempts each one must wait, longer each time. Waits end by themselves, and an
 * attempt that is refused for coming too early does not count.
 */
export class AttemptThrottle {
  readonly #tallies = new Map<string, Tally>();

  /** How many keys it knows of. */
  get size(): number {
    return this.#tallies.size;
  }

  /** The attempt, or how long to wait before it may be made, in milliseconds. */
  begin(buckets: readonly Bucket[]): Attempt | { waitMs: number } {
    const now = performance.now();
    const waitMs = Math.max(...buckets.map(({ key }) => this.#tally(key, now).waitUntil - now));
    if (waitMs > 0) return { waitMs };
    for (const bucket of buckets) this.#fail(bucket, now);
    return {
      right: () => {
        const [own, ...wider] = buckets;
        // Who knows the password is forgiven the wrong ones before; the address they came from only this one.
        if (own) this.#tallies.delete(own.key);
        for (const bucket of wider) this.#forgive(bucket);
      },
      wrong: () => {
        for (const bucket of buckets) this.#wait(bucket);
      },
    };
  }

  #tally(key: string, now: number): Tally {
    const tally = this.#tallies.get(key);
    if (tally && now - tally.lastAt < forgetAfterMs) return tally;
    return { failures: 0, waitUntil: now, lastAt: now };
  }

  #fail(bucket: Bucket, now: number): void {
    const failures = this.#tally(bucket.key, now).failures + 1;
    this.#tallies.delete(bucket.key);
    this.#tallies.set(bucket.key, { failures, waitUntil: now + waitAfter(failures, bucket), lastAt: now });
    for (const [oldest, { lastAt }] of this.#tallies) {
      if (this.#tallies.size <= mostTallies && now - lastAt < forgetAfterMs) break;
      this.#tallies.delete(oldest);
    }
  }

  #wait({ key, ...rule }: Bucket): void {
    const tally = this.#tallies.get(key);
    if (tally) tally.waitUntil = performance.now() + waitAfter(tally.failures, rule);
  }

  #forgive({ key, ...rule }: Bucket): void {
    const tally = this.#tallies.get(key);
    if (!tally) return;
    const failures = tally.failures - 1;
    if (failures <= 0) this.#tallies.delete(key);
    else this.#tallies.set(key, { ...tally, failures, waitUntil: tally.lastAt + waitAfter(failures, rule) });
  }
}

function waitAfter(failures: number, { free, firstWaitMs, longestWaitMs }: ThrottleRule): number {
  return failures < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - free, 30));
}
