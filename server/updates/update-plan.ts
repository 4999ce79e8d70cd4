import { maintenanceClock } from "../alarms/maintenance.ts";
import type { UpdatesConfig } from "../config/updates.ts";

export interface WallSight {
  /** Epoch milliseconds. */
  now: number;
  hasOpenCritical: boolean;
  /** Undefined where a server alone shows none. */
  picture: PictureSight | undefined;
}

export interface PictureSight {
  /** Undefined while a screen's picture was never proven. */
  provenAgeMs: number | undefined;
  /** It showed a wall that hears its server. */
  isLive: boolean;
}

/** Captures come every few seconds. */
const provenWithinMs = 30_000;

/** Why nothing may be installed now; undefined if it may. A wall whose picture is bad already could prove nothing after. */
export function whyNotNow(config: UpdatesConfig, { now, hasOpenCritical, picture }: WallSight): string | undefined {
  if (!isUpdateHour(config, now)) return "it is not the hour of updates";
  if (hasOpenCritical) return "something critical waits to be taken in hand";
  if (picture && !isProven(picture)) return "the wall's present picture is not proven";
  return undefined;
}

export function isUpdateHour({ window }: UpdatesConfig, now: number): boolean {
  return maintenanceClock(window)(now);
}

export function isProven({ provenAgeMs, isLive }: PictureSight): boolean {
  return isLive && provenAgeMs !== undefined && provenAgeMs <= provenWithinMs;
}
