import type { Alarm } from "../../server/protocol/messages.ts";
import { formatAge } from "../theme/format-time.ts";
import { isOpen } from "./calling.ts";

/** Present alarms by what is asked of the people in the room. */
export interface Tally {
  critical: Alarm[];
  warning: Alarm[];
  unknown: Alarm[];
  /** Soft: it may be a fluke. */
  unconfirmed: Alarm[];
  acknowledged: Alarm[];
  shelved: Alarm[];
  /** Behind another alarm, or in maintenance. */
  muted: Alarm[];
}

/** Sorts alarms; a condition that has cleared is no present one. */
export function tally(alarms: readonly Alarm[]): Tally {
  const active = alarms.filter(({ process }) => process === "active");
  const open = active.filter(isOpen);
  const untouched = active.filter(({ workflow }) => workflow === "unacknowledged");
  return {
    critical: open.filter(({ severity }) => severity === "critical"),
    warning: open.filter(({ severity }) => severity === "warning"),
    unknown: open.filter(({ severity }) => severity === "unknown"),
    unconfirmed: untouched.filter(({ state, muted }) => state === "soft" && !muted),
    acknowledged: active.filter(({ workflow }) => workflow === "acknowledged"),
    shelved: active.filter(({ workflow }) => workflow === "shelved"),
    muted: untouched.filter(({ muted }) => muted !== undefined),
  };
}

const said = {
  warning: (n: number) => (n === 1 ? "1 warning" : `${n} warnings`),
  unknown: (n: number) => `${n} unknown`,
  unconfirmed: (n: number) => `${n} unconfirmed`,
  acknowledged: (n: number) => `${n} acked`,
  shelved: (n: number) => `${n} shelved`,
  muted: (n: number) => `${n} muted`,
};

/** "1 warning", "2 acked": of each kind there is. */
export function counts(alarms: Tally, kinds: (keyof typeof said)[]): string[] {
  return kinds.filter((kind) => alarms[kind].length > 0).map((kind) => said[kind](alarms[kind].length));
}

/** How long the oldest has been there: "2 m". `now`: the server's clock, epoch milliseconds. */
export function oldest(alarms: Alarm[], now: number): string {
  return formatAge(now - Math.min(...alarms.map(({ since }) => since)));
}
