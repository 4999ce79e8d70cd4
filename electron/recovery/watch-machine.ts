import { type App, powerMonitor, type Session } from "electron";
import type { Logger } from "pino";
import type { Lifetime } from "../../server/lifetime.ts";
import type { WallScreens } from "../screens/wall-screens.ts";
import { within } from "../within.ts";
import type { KeptCounter } from "./crash-counter.ts";
import { watchClocks } from "./disturbances.ts";

interface Watching {
  screens: WallScreens;
  log: Logger;
  lifetime: Lifetime;
}

const lookEveryMs = 5000;
const answerWithinMs = 5000;
/** So many within one run say that this machine's GPU will not do: Chromium gives up by itself soon after. */
const gpuDeathsOfARun = 3;

/** Asks the server the way the pages do, so that nothing is mended which only waits for it. */
export function watchServer(
  partition: Pick<Session, "fetch">,
  url: string,
  { screens, log, lifetime }: Watching,
): void {
  let wasReachable = true;
  let isAsking = false;
  const ask = async () => {
    const answer = within(answerWithinMs, () => partition.fetch(`${url}/api/health`, { cache: "no-store" }));
    return answer.then(
      ({ ok }) => ok,
      () => false,
    );
  };
  lifetime.every(lookEveryMs, () => {
    if (isAsking) return;
    isAsking = true;
    void ask().then((reachable) => {
      isAsking = false;
      if (lifetime.over) return;
      if (reachable !== wasReachable) log.warn({ reachable }, "the server was asked whether it is there");
      wasReachable = reachable;
      screens.happen({ kind: "server", reachable });
    });
  });
}

/** `again`: whatever else went by the clock looks anew. */
export function watchSleep({ screens, log, lifetime }: Watching, again: () => void): void {
  const wake = (why: object, words: string) => {
    log.warn(why, words);
    screens.happen({ kind: "stalled" });
    screens.reopenSockets();
    again();
  };
  const resumed = () => wake({}, "the machine woke up");
  powerMonitor.on("resume", resumed);
  lifetime.onEnd(() => void powerMonitor.off("resume", resumed));
  watchClocks(lifetime, ({ kind, ms }) => {
    if (kind === "clock-gap") return wake({ ms: Math.round(ms) }, "the clock was set, or the machine slept");
    log.warn({ ms: Math.round(ms) }, "the kiosk itself stood still");
    screens.happen({ kind: "stalled" });
  });
}

/** Counts the deaths of the GPU's process; Chromium starts it again by itself, and the captures tell what came of it. */
export function watchChildren(app: App, counter: KeptCounter, { screens, log, lifetime }: Watching): void {
  let deaths = 0;
  app.on("child-process-gone", (_event, { type, reason, exitCode, name }) => {
    if (lifetime.over || reason === "clean-exit") return;
    log.warn({ type, name, reason, exitCode }, "a process of Chromium's is gone");
    // The network's takes the sockets with it: the pages need not wait until they notice.
    if (type !== "GPU") return screens.reopenSockets();
    deaths += 1;
    void counter.count("gpu-died");
    if (deaths >= gpuDeathsOfARun) screens.happen({ kind: "trouble", trouble: "gpu-lost" });
  });
}
