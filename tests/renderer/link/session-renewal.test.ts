import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SessionAnswer } from "../../../renderer/link/ask-session.ts";
import { renewAfterMs, SessionRenewal } from "../../../renderer/link/session-renewal.ts";

const hour = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function renewal(answers: SessionAnswer[]) {
  const askedAt: number[] = [];
  const ask = () => {
    askedAt.push(Date.now());
    return Promise.resolve(answers.shift() ?? { kind: "unreachable" as const });
  };
  return { askedAt, renewal: new SessionRenewal(ask, () => Date.now()) };
}

test("[LK8] a session is renewed at a random point in the last tenth of its life", () => {
  expect(renewAfterMs(24 * hour, 0)).toBe(21.6 * hour);
  expect(renewAfterMs(24 * hour, 0.999)).toBeLessThan(24 * hour);
});

test("[LK8] what the server answers is the next end to plan for", async () => {
  const { askedAt, renewal: kept } = renewal([{ kind: "signed-in", expiresAt: 47 * hour }]);
  kept.plan(24 * hour);
  await vi.advanceTimersByTimeAsync(24 * hour);
  expect(askedAt).toHaveLength(1);
  expect(askedAt[0]).toBeGreaterThanOrEqual(21.6 * hour);
  await vi.advanceTimersByTimeAsync(18 * hour);
  expect(askedAt).toHaveLength(1);
  kept.stop();
});

test("[LK8] a server out of reach is asked again until the session has ended, and then no more", async () => {
  const { askedAt, renewal: kept } = renewal([]);
  kept.plan(hour);
  await vi.advanceTimersByTimeAsync(hour + 1000);
  expect(askedAt.length).toBeGreaterThan(2);
  const asked = askedAt.length;
  await vi.advanceTimersByTimeAsync(hour);
  expect(askedAt).toHaveLength(asked);
});

test("[LK8] a session longer than a timer can wait is renewed in its last tenth all the same", async () => {
  const { askedAt, renewal: kept } = renewal([{ kind: "signed-out" }]);
  const month = 40 * 24 * hour;
  kept.plan(month);
  await vi.advanceTimersByTimeAsync(month);
  expect(askedAt).toHaveLength(1);
  expect(askedAt[0]).toBeGreaterThanOrEqual(0.9 * month);
});
