import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenIdle } from "../../../renderer/link/when-idle.ts";

type Task = { run: () => void; delay: number };
let tasks: Task[] = [];

beforeEach(() => {
  tasks = [];
  vi.useFakeTimers({ now: 0 });
  // Node has no scheduler of tasks by priority.
  vi.stubGlobal("scheduler", {
    postTask: (run: () => void, { delay }: { delay: number }) => tasks.push({ run, delay }),
  });
});

afterEach(() => {
  vi.advanceTimersByTime(1000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("[LK13] it runs when the thread is idle, once", () => {
  const run = vi.fn();
  whenIdle(run);
  expect(run).not.toHaveBeenCalled();
  tasks[0]?.run();
  vi.advanceTimersByTime(1000);
  expect(run).toHaveBeenCalledTimes(1);
});

test("[LK13] a thread that is never idle is not waited for", () => {
  const run = vi.fn();
  whenIdle(run);
  vi.advanceTimersByTime(32);
  tasks[0]?.run();
  expect(run).toHaveBeenCalledTimes(1);
});

test("[LK13] it runs at most once in 16 ms", () => {
  whenIdle(() => {});
  tasks[0]?.run();
  vi.advanceTimersByTime(6);
  whenIdle(() => {});
  expect(tasks[1]?.delay).toBeCloseTo(10);
});
