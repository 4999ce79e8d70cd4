import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FreshnessTracker } from "../server/freshness.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("freshness", () => {
  it("[FR1] a source is live for two cadences, ageing for four, then stale, and live again when it is heard", () => {
    const tracker = new FreshnessTracker("edge", 10_000);
    tracker.observed();
    const seen = Date.now();
    vi.advanceTimersByTime(20_000);
    expect(tracker.state()).toEqual({
      id: "edge",
      freshness: "live",
      since: expect.any(Number),
      observedAt: seen,
      detail: "",
    });
    vi.advanceTimersByTime(1);
    expect(tracker.state()).toMatchObject({ freshness: "ageing", since: seen + 20_001 });
    vi.advanceTimersByTime(19_999);
    expect(tracker.state()).toMatchObject({ freshness: "ageing", since: seen + 20_001 });
    vi.advanceTimersByTime(1);
    expect(tracker.state()).toMatchObject({ freshness: "stale" });
    tracker.observed();
    expect(tracker.state()).toMatchObject({ freshness: "live" });
  });

  it("[FR1] a source is blind before it was ever seen and while it fails, and says why", () => {
    const tracker = new FreshnessTracker("edge", 10_000);
    expect(tracker.state()).toMatchObject({ freshness: "blind", detail: "not seen yet" });
    expect(tracker.state()).not.toHaveProperty("observedAt");
    tracker.observed();
    tracker.failing("connection refused");
    expect(tracker.state()).toMatchObject({ freshness: "blind", detail: "connection refused" });
  });

  it("[FR2] a clock that is set a day either way makes nothing fresh and nothing stale", () => {
    const tracker = new FreshnessTracker("edge", 10_000);
    tracker.observed();
    vi.setSystemTime(Date.now() + 86_400_000);
    expect(tracker.state()).toMatchObject({ freshness: "live" });
    vi.advanceTimersByTime(41_000);
    vi.setSystemTime(Date.now() - 2 * 86_400_000);
    expect(tracker.state()).toMatchObject({ freshness: "stale" });
  });

  it("[FR3] a source that answers with the same data again and again ages all the same, and says so (FIELD 2)", () => {
    const tracker = new FreshnessTracker("metrics", 10_000);
    const answer = (newestAt: number) => tracker.observed({ newestAt });
    answer(1000);
    const seen = Date.now();
    for (let round = 0; round < 5; round += 1) {
      vi.advanceTimersByTime(9000);
      answer(1000);
    }
    expect(tracker.state()).toMatchObject({
      freshness: "stale",
      observedAt: seen,
      detail: "answers, but its data stands still",
    });
    answer(2000);
    expect(tracker.state()).toMatchObject({ freshness: "live", observedAt: Date.now(), detail: "" });
  });

  it("[FR3] [FR5] data from a clock that is hours off is fresh while it moves on", () => {
    const tracker = new FreshnessTracker("metrics", 10_000);
    for (let round = 0; round < 10; round += 1) {
      tracker.observed({ newestAt: round, skew: { ms: -7_200_000 } });
      vi.advanceTimersByTime(10_000);
      expect(tracker.state()).toMatchObject({ freshness: "live", skew: { ms: -7_200_000 } });
    }
  });
});
