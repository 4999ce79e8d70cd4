import { maintenanceClock } from "../../server/alarms/maintenance.ts";
import type { UpdatesConfig } from "../../server/config/updates.ts";

export interface WallSight {
  /** Epoch milliseconds. */
  now: number;
  hasOpenCritical: boolean;
  picture: PictureSight;
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
export function whyNotNow({ window }: UpdatesConfig, { now, hasOpenCritical, picture }: WallSight): string | undefined {
  if (!maintenanceClock(window)(now)) return "it is not the hour of updates";
  if (hasOpenCritical) return "something critical waits to be taken in hand";
  if (!isProven(picture)) return "the wall's present picture is not proven";
  return undefined;
}

export function isProven({ provenAgeMs, isLive }: PictureSight): boolean {
  return isLive && provenAgeMs !== undefined && provenAgeMs <= provenWithinMs;
}
