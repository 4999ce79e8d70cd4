import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Lifetime } from "../server/lifetime.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("a lifetime", () => {
  it("[LT1] stops what it owns in reverse order, once, also when one of them fails", async () => {
    const stopped: string[] = [];
    const lifetime = new Lifetime();
    lifetime.onEnd(() => void stopped.push("first"));
    lifetime.onEnd(() => Promise.reject(new Error("stuck")));
    lifetime.onEnd(() => void stopped.push("last"));
    await expect(lifetime.end()).rejects.toThrow("not everything could be stopped");
    await expect(lifetime.end()).rejects.toThrow();
    expect(stopped).toEqual(["last", "first"]);
    expect(lifetime.signal.aborted).toBe(true);
  });

  it("[LT2] its timers end with it, and one that is set after its end never runs", async () => {
    const run = vi.fn();
    const lifetime = new Lifetime();
    lifetime.every(10, run);
    lifetime.after(25, run);
    const cancel = lifetime.after(5, run);
    cancel();
    vi.advanceTimersByTime(25);
    expect(run).toHaveBeenCalledTimes(3);
    await lifetime.end();
    lifetime.after(1, run);
    lifetime.every(1, run);
    vi.advanceTimersByTime(100);
    expect(run).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("[LT3] a child ends with its parent, or before it and is forgotten", async () => {
    const lifetime = new Lifetime();
    const [early, late] = [lifetime.child(), lifetime.child()];
    await early.end();
    expect(late.over).toBe(false);
    await lifetime.end();
    expect(late.over).toBe(true);
  });
});
