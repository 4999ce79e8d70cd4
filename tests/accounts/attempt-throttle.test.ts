import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Attempt, AttemptThrottle, type Bucket } from "../../server/accounts/attempt-throttle.ts";

const rule = { free: 3, firstWaitMs: 1000, longestWaitMs: 8000 };
const own: Bucket = { ...rule, key: "10.0.0.1 ada" };
const address: Bucket = { ...rule, free: 10, key: "10.0.0.1" };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function begin(throttle: AttemptThrottle, buckets = [own, address]): Attempt {
  const attempt = throttle.begin(buckets);
  if ("waitMs" in attempt) throw new Error(`must wait ${attempt.waitMs} ms`);
  return attempt;
}

describe("wrong attempts", () => {
  it("[AC5] the first ones are free, and from then on each waits twice as long as the one before, up to the longest", () => {
    const throttle = new AttemptThrottle();
    const waits = Array.from({ length: 9 }, () => {
      const attempt = throttle.begin([own]);
      if ("wrong" in attempt) attempt.wrong();
      const early = throttle.begin([own]);
      const waitMs = "waitMs" in early ? early.waitMs : 0;
      vi.advanceTimersByTime(waitMs);
      return waitMs;
    });
    // While nothing waits, each look is an attempt of its own.
    expect(waits).toEqual([0, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000]);
  });

  it("[AC5] an attempt that comes too early is not counted", () => {
    const throttle = new AttemptThrottle();
    for (let wrong = 0; wrong < 3; wrong += 1) begin(throttle).wrong();
    for (let early = 0; early < 100; early += 1) expect(throttle.begin([own])).toHaveProperty("waitMs");
    vi.advanceTimersByTime(1000);
    begin(throttle).wrong();
    expect(throttle.begin([own])).toEqual({ waitMs: 2000 });
  });

  it("[AC5] attempts that are made at once are counted before they are answered", () => {
    const throttle = new AttemptThrottle();
    const begun = Array.from({ length: 50 }, () => throttle.begin([own]));
    expect(begun.filter((attempt) => "right" in attempt)).toHaveLength(3);
  });

  it("[AC5] the right password forgives the account, and the address only this attempt", () => {
    const throttle = new AttemptThrottle();
    for (let wrong = 0; wrong < 2; wrong += 1) begin(throttle).wrong();
    begin(throttle).right();
    for (let wrong = 0; wrong < 2; wrong += 1) begin(throttle).wrong();
    begin(throttle).right();
    for (let user = 0; user < 6; user += 1) begin(throttle, [{ ...own, key: `10.0.0.1 u${user}` }, address]).wrong();
    expect(throttle.begin([address])).toHaveProperty("waitMs");
  });

  it("[AC5] nobody's guessing holds up another account or another address", () => {
    const throttle = new AttemptThrottle();
    for (let wrong = 0; wrong < 3; wrong += 1) begin(throttle).wrong();
    expect(throttle.begin([own, address])).toHaveProperty("waitMs");
    begin(throttle, [{ ...own, key: "10.0.0.1 ben" }, address]);
    begin(throttle, [
      { ...own, key: "10.0.0.2 ada" },
      { ...address, key: "10.0.0.2" },
    ]);
  });

  it("[AC5] after an hour without a wrong attempt all is forgotten", () => {
    const throttle = new AttemptThrottle();
    for (let wrong = 0; wrong < 3; wrong += 1) begin(throttle).wrong();
    vi.advanceTimersByTime(3_600_000);
    for (let wrong = 0; wrong < 3; wrong += 1) begin(throttle).wrong();
    expect(throttle.begin([own])).toEqual({ waitMs: 1000 });
  });

  it("[AC5] it keeps no more than a bounded number of them", () => {
    const throttle = new AttemptThrottle();
    for (let user = 0; user < 50_000; user += 1) begin(throttle, [{ ...own, key: `u${user}` }]).wrong();
    expect(throttle.size).toBeLessThanOrEqual(20_000);
  });
});
