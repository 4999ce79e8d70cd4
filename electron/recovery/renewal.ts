import type { App, ProcessMetric } from "electron";
import type { Lifetime } from "../../server/lifetime.ts";
import type { RunningServer } from "../../server/start-server.ts";
import type { WallScreens } from "../screens/wall-screens.ts";

/** Why a window that works is made anew. */
export type Renewal = "nightly" | "memory";

export interface Night {
  /** Minutes after midnight, where the wall hangs. */
  renewAt: number;
  /** Local time now: the day as a number that grows, and the minute of it. */
  day: number;
  minute: number;
  /** The day for which the screen's window was last made anew, or on which this process began, if it began after the hour. */
  lastDay: number;
}

const lookEveryMs = 20_000;

/** A window of a renderer that holds more than this is made anew: the wall needs a fifth of it. */
export const memoryLimitBytes = 1024 ** 3;

/** A night that was missed, as when something critical was open, is made up for within so many minutes. */
const withinMinutes = 180;

export function isNightDue({ renewAt, day, minute, lastDay }: Night): boolean {
  const late = minute - renewAt;
  return day > lastDay && late >= 0 && late < withinMinutes;
}

/** The local day and minute of an instant, in epoch milliseconds. */
export function localMinute(now: number): { day: number; minute: number } {
  const date = new Date(now);
  const day = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
  return { day, minute: date.getHours() * 60 + date.getMinutes() };
}

export interface RenewOptions {
  screens: Pick<WallScreens, "renderers" | "renew">;
  server: Pick<RunningServer, "renewAt" | "hasOpenCritical">;
  metrics: Pick<App, "getAppMetrics">;
  lifetime: Lifetime;
}

/**
 * Makes windows anew each night, and one that takes too much memory once an hour, while nothing critical is open. A window
 * that cannot be replaced now, since its picture is not proven, has its turn with a later look.
 */
export function renewWindows({ screens, server, metrics, lifetime }: RenewOptions): void {
  const begun = localMinute(Date.now());
  const firstDay = begun.minute < server.renewAt() ? begun.day - 1 : begun.day;
  const lastDays = new Map<number, number>();
  let memoryAt = Number.NEGATIVE_INFINITY;
  lifetime.every(lookEveryMs, () => {
    if (server.hasOpenCritical()) return;
    const now = localMinute(Date.now());
    const renderers = screens.renderers();
    for (const { screen } of renderers) {
      const lastDay = lastDays.get(screen) ?? firstDay;
      if (!isNightDue({ renewAt: server.renewAt(), lastDay, ...now })) continue;
      if (screens.renew("nightly", screen)) lastDays.set(screen, now.day);
    }
    if (performance.now() - memoryAt < 3_600_000) return;
    for (const screen of greedyScreens(renderers, metrics.getAppMetrics())) {
      if (screens.renew("memory", screen)) memoryAt = performance.now();
    }
  });
}

/** The screens whose process holds more than it may; Electron counts in kB. */
export function greedyScreens(
  renderers: { screen: number; pid: number }[],
  metrics: Pick<ProcessMetric, "pid" | "memory">[],
): number[] {
  const usage = new Map(metrics.map(({ pid, memory }) => [pid, memory.workingSetSize * 1024]));
  return renderers.filter(({ pid }) => (usage.get(pid) ?? 0) > memoryLimitBytes).map(({ screen }) => screen);
}
