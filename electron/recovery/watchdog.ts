import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Logger } from "pino";
import { reasonOf } from "../../server/expected-error.ts";
import type { Lifetime } from "../../server/lifetime.ts";

const run = promisify(execFile);

/** What the supervisor waits for. */
export interface Watchdog {
  /** It ends us when it has heard nothing for so long; undefined where it only waits for the start. */
  patienceMs: number | undefined;
}

const notifyWithinMs = 5000;

/**
 * What systemd asks of this process, as sd_watchdog_enabled(3) reads it, but for WATCHDOG_PID: that is the unit's main
 * process, which under cage is not us. Undefined where nobody listens.
 */
export function watchdogOf(env: NodeJS.ProcessEnv): Watchdog | undefined {
  if (!env["NOTIFY_SOCKET"]) return undefined;
  const usec = Number(env["WATCHDOG_USEC"]);
  return { patienceMs: Number.isSafeInteger(usec) && usec > 0 ? usec / 1000 : undefined };
}

/** The picture was proven since the supervisor was last told so. */
export function mayFeed(provenAgeMs: number | undefined, everyMs: number): boolean {
  return provenAgeMs !== undefined && provenAgeMs <= everyMs;
}

export interface FeedOptions {
  watchdog: Watchdog | undefined;
  provenAgeMs(): number | undefined;
  /** Fulfilled with the first proof. */
  first: Promise<void>;
  log: Logger;
  lifetime: Lifetime;
}

/** Tells systemd that the wall is there when its picture is first proven, and from then on only while it is. */
export function feedWatchdog({ watchdog, provenAgeMs, first, log, lifetime }: FeedOptions): void {
  if (!watchdog) return;
  const notify = (...words: string[]) =>
    run("systemd-notify", words, { timeout: notifyWithinMs, signal: lifetime.signal }).catch((failure: unknown) => {
      if (!lifetime.over) log.warn({ words, reason: reasonOf(failure) }, "the supervisor could not be told");
    });
  void first.then(() => (lifetime.over ? undefined : notify("READY=1")));
  if (watchdog.patienceMs === undefined) return;
  const everyMs = watchdog.patienceMs / 3;
  lifetime.every(everyMs, () => {
    if (mayFeed(provenAgeMs(), everyMs)) void notify("WATCHDOG=1");
  });
}
