import { type Clock, install } from "@sinonjs/fake-timers";
import type { Question } from "./questions.ts";

/** What Chromium is asked takes the time that it takes; one that does not answer for so long is waited for in vain. */
const longestAskMs = 3000;
const stepMs = 10;

const realNow = performance.now.bind(performance);
const setRealInterval = globalThis.setInterval;

let clock: Clock | undefined;
let speed = 1;
const asked = new Set<number>();

/** Has this process's timers and clocks go so much faster than real ones, but not while Chromium is asked for something. */
export function hurry(times: number): void {
  speed = times;
  if (clock) return;
  clock = install({
    now: Date.now(),
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
  let before = realNow();
  setRealInterval(() => {
    const now = realNow();
    const waits = [...asked].some((since) => now - since < longestAskMs);
    const wentMs = Math.round((now - before) * (waits ? 1 : speed));
    before = now;
    // What did not run while this process stood still is done once, as real timers do it.
    if (wentMs > 1000) clock?.jump(wentMs);
    else clock?.tick(wentMs);
  }, stepMs).unref();
}

/** Real time for what is asked of Chromium. */
export async function asking<T>(ask: () => Promise<T>): Promise<T> {
  let since = realNow();
  while (asked.has(since)) since += 0.001;
  asked.add(since);
  try {
    return await ask();
  } finally {
    asked.delete(since);
  }
}

/** What a person with a clock, or a busy program, does to this process. */
export function disturb(question: Extract<Question, { ask: "set-clock" | "block" }>): void {
  if (question.ask === "set-clock") {
    if (!clock) throw new Error("only a hurried clock can be set: STAND_IN_SPEED");
    return clock.setSystemTime(Date.now() + question.byMs);
  }
  const until = realNow() + question.ms;
  while (realNow() < until) Math.sqrt(until);
}
