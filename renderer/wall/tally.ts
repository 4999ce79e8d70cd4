import { asks } from "../../server/protocol/asks.ts";
import type { Alarm } from "../../server/protocol/messages.ts";
import { formatAge } from "../theme/format-time.ts";

/** Present alarms by what is asked of the people in the room: each is in one list, those that flap once more. */
export interface Tally {
  critical: Alarm[];
  warning: Alarm[];
  unknown: Alarm[];
  /** Seen, and not often enough yet to be believed. */
  unconfirmed: Alarm[];
  acknowledged: Alarm[];
  shelved: Alarm[];
  /** Behind another alarm, or in maintenance. */
  muted: Alarm[];
  flapping: Alarm[];
}

/** Sorts alarms; a condition that has cleared is no present one, unless it only seems so between two of its turns. */
export function tally(alarms: readonly Alarm[]): Tally {
  const present = alarms.filter(({ process, flapping }) => process === "active" || flapping);
  const open = present.filter(({ workflow }) => workflow === "unacknowledged");
  const asking = present.filter(asks);
  return {
    critical: asking.filter(({ severity }) => severity === "critical"),
    warning: asking.filter(({ severity }) => severity === "warning"),
    unknown: asking.filter(({ severity }) => severity === "unknown"),
    unconfirmed: open.filter(({ state, muted }) => state === "soft" && !muted),
    acknowledged: present.filter(({ workflow }) => workflow === "acknowledged"),
    shelved: present.filter(({ workflow }) => workflow === "shelved"),
    muted: open.filter(({ muted }) => muted),
    flapping: asking.filter(({ flapping }) => flapping),
  };
}

const said: Record<Exclude<keyof Tally, "critical">, (alarms: Alarm[]) => string[]> = {
  warning: ({ length }) => [length === 1 ? "1 warning" : `${length} warnings`],
  unknown: ({ length }) => [`${length} unknown`],
  unconfirmed: ({ length }) => [`${length} unconfirmed`],
  flapping: ({ length }) => [`${length} flapping`],
  acknowledged: ({ length }) => [`${length} acked`],
  shelved: ({ length }) => [`${length} shelved`],
  muted: mutedWords,
};

/** "1 warning", "2 acked": of each kind there is. */
export function counts(alarms: Tally, kinds: readonly (keyof typeof said)[]): string[] {
  return kinds.filter((kind) => alarms[kind].length > 0).flatMap((kind) => said[kind](alarms[kind]));
}

/** "3 muted behind core-router", "2 in maintenance". */
export function mutedWords(alarms: Alarm[]): string[] {
  const behind = alarms.flatMap(({ muted }) => (muted?.why === "dependency" ? muted.by : []));
  const maintained = alarms.length - behind.length;
  const [first] = behind;
  const whom = behind.every((by) => by === first) ? first : `${new Set(behind).size} others`;
  return [
    ...(behind.length > 0 ? [`${behind.length} muted behind ${whom}`] : []),
    ...(maintained > 0 ? [`${maintained} in maintenance`] : []),
  ];
}

/** How long the oldest has been there: "2 m". `now`: the server's clock, epoch milliseconds. */
export function oldest(alarms: Alarm[], now: number): string {
  return formatAge(now - Math.min(...alarms.map(({ since }) => since)));
}
