import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ExpectedError } from "../../../server/expected-error.ts";
import { Lifetime } from "../../../server/lifetime.ts";
import { type Finding, type Probe, up } from "../../../server/sources/checks/finding.ts";
import { Scheduler } from "../../../server/sources/checks/scheduler.ts";

const every = 10_000;
const timeout = 5000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function schedule(concurrency = 32) {
  const lifetime = new Lifetime();
  const found: { name: string; finding: Finding; at: number }[] = [];
  const log = pino({ level: "silent" });
  const scheduler = new Scheduler({
    lifetime,
    log,
    every,
    timeout,
    concurrency,
    found: (name, finding, at) => found.push({ name, finding, at }),
  });
  return { scheduler, found, [Symbol.asyncDispose]: () => lifetime.end() };
}

const never: Probe = () => new Promise<never>(() => undefined);

describe("scheduler of checks", () => {
  test("[CK70] every target is checked once per cadence, and their checks are spread over it", async () => {
    await using run = schedule();
    for (let index = 0; index < 200; index += 1) run.scheduler.add(`t${index}`, async () => up(1));
    await vi.advanceTimersByTimeAsync(1000);
    expect(new Set(run.found.map(({ name }) => name)).size).toBe(200);
    await vi.advanceTimersByTimeAsync(2 * every);
    const from = Date.now();
    run.found.length = 0;
    await vi.advanceTimersByTimeAsync(3 * every);
    expect(run.found.length).toBeGreaterThanOrEqual(580);
    expect(run.found.length).toBeLessThanOrEqual(620);
    // 200 targets in 10 s are 20 a second, if they are spread evenly.
    const perSecond = Array.from({ length: 30 }, () => 0);
    for (const { at } of run.found) {
      const second = Math.min(29, Math.floor((at - from) / 1000));
      perSecond[second] = (perSecond[second] ?? 0) + 1;
    }
    expect(Math.max(...perSecond)).toBeLessThanOrEqual(40);
    expect(Math.min(...perSecond)).toBeGreaterThanOrEqual(5);
  });

  test("[CK70] no target waits longer than a cadence and half a second, the first time included", async () => {
    await using run = schedule();
    const last = new Map<string, number>();
    let longest = 0;
    for (let index = 0; index < 50; index += 1) {
      const name = `t${index}`;
      run.scheduler.add(name, async () => {
        longest = Math.max(longest, performance.now() - (last.get(name) ?? performance.now()));
        last.set(name, performance.now());
        return up(1);
      });
    }
    await vi.advanceTimersByTimeAsync(6 * every);
    expect(longest).toBeGreaterThan(0.9 * every);
    expect(longest).toBeLessThanOrEqual(every + 500);
  });

  test("[CK71] no more checks than the limit are under way, and no target is checked twice at once", async () => {
    await using run = schedule(4);
    let most = 0;
    let now = 0;
    const underWay = new Set<string>();
    for (let index = 0; index < 20; index += 1) {
      const name = `t${index}`;
      run.scheduler.add(name, async () => {
        expect(underWay.has(name)).toBe(false);
        underWay.add(name);
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 1500));
        now -= 1;
        underWay.delete(name);
        return up(1500);
      });
    }
    await vi.advanceTimersByTimeAsync(5 * every);
    expect(most).toBe(4);
    expect(new Set(run.found.map(({ name }) => name)).size).toBe(20);
  });

  test("[CK72] targets that wait for a whole cadence because of slow ones are unknown, not silently old", async () => {
    await using run = schedule(1);
    for (let index = 0; index < 6; index += 1) run.scheduler.add(`t${index}`, never);
    await vi.advanceTimersByTimeAsync(3 * every);
    const late = run.found.filter(({ finding }) => finding.result === "unknown");
    expect(late.length).toBeGreaterThan(0);
    expect(late[0]?.finding).toMatchObject({ reason: expect.stringMatching(/^not checked in time: 1 slow check/) });
  });

  test("[CK73] a check that never ends is down at the timeout, and its resources are ended", async () => {
    await using run = schedule();
    let ended = false;
    run.scheduler.add("silent", (lifetime) => {
      lifetime.onEnd(() => {
        ended = true;
      });
      return never(lifetime);
    });
    await vi.advanceTimersByTimeAsync(1000 + timeout);
    expect(run.found.map(({ finding }) => finding)).toEqual([{ result: "down", reason: "no answer within 5 s" }]);
    expect(ended).toBe(true);
  });

  test("[CK74] a check that fails by itself says nothing of the target", async () => {
    await using run = schedule();
    run.scheduler.add("bug", () => Promise.reject(new TypeError("x is not a function")));
    run.scheduler.add("told", () => Promise.reject(new ExpectedError("certificate is self-signed")));
    await vi.advanceTimersByTimeAsync(1000);
    const findings = Object.fromEntries(run.found.map(({ name, finding }) => [name, finding]));
    expect(findings["bug"]).toEqual({ result: "unknown", reason: "the check itself failed: x is not a function" });
    expect(findings["told"]).toEqual({ result: "down", reason: "certificate is self-signed" });
  });

  test("[CK75] a target that is taken away is not checked again, not even if it was waiting", async () => {
    await using run = schedule(1);
    const stops = ["a", "b"].map((name) => run.scheduler.add(name, never));
    await vi.advanceTimersByTimeAsync(1000);
    for (const stop of stops) stop();
    await vi.advanceTimersByTimeAsync(3 * every);
    expect(run.found).toEqual([]);
    run.scheduler.add("c", async () => up(1));
    await vi.advanceTimersByTimeAsync(1000);
    expect(new Set(run.found.map(({ name }) => name))).toEqual(new Set(["c"]));
  });
});
