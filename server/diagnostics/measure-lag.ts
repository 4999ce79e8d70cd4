import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

const watchedMs = 300;

/** The longest that the event loop is held up within the next third of a second, in milliseconds. */
export async function measureLagMs(): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  await sleep(watchedMs);
  delay.disable();
  return Math.max(0, Math.round(delay.max / 1e6) - 10);
}
