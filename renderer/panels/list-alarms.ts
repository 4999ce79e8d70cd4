import type { Alarm, Severity } from "../../server/protocol/messages.ts";
import { type Look, lookOf } from "./look.ts";

export interface ListedAlarm {
  alarm: Alarm;
  look: Look;
  /** Told in the same row: they share its look and the values of the labels that are grouped by. In order, without it. */
  others: readonly Alarm[];
}

interface Wanted {
  /** Of this source only. */
  source: string | undefined;
  /** The least severe. */
  severity: Severity;
  /** Sources whose alarms are made up. */
  simulated: ReadonlySet<string>;
  /** Labels; what lacks one of them stands alone. */
  groupBy: readonly string[];
}

/** What asks for somebody stands before what may, and that before what is in hand. */
const groups: Record<Look, number> = {
  critical: 0,
  warning: 0,
  unknown: 0,
  flapping: 0,
  ok: 0,
  soft: 1,
  acknowledged: 2,
  muted: 3,
  shelved: 4,
};
const severities: Severity[] = ["critical", "warning", "unknown"];

/** What is wrong now, and what comes and goes: unacknowledged first, then the most severe, the steady, the newest. */
export function listAlarms(alarms: Iterable<Alarm>, { source, severity, simulated, groupBy }: Wanted): ListedAlarm[] {
  const single = [...alarms]
    .filter((alarm) => alarm.process === "active" || alarm.flapping)
    .filter((alarm) => (source === undefined ? !simulated.has(alarm.source) : alarm.source === source))
    .filter((alarm) => severities.indexOf(alarm.severity) <= severities.indexOf(severity))
    .map((alarm) => ({ alarm, look: lookOf(alarm.severity, alarm) }))
    .toSorted(
      (a, b) =>
        groups[a.look] - groups[b.look] ||
        severities.indexOf(a.alarm.severity) - severities.indexOf(b.alarm.severity) ||
        Number(a.alarm.flapping) - Number(b.alarm.flapping) ||
        b.alarm.since - a.alarm.since,
    );
  const rows = Map.groupBy(single, ({ alarm, look }) => {
    const values = groupBy.map((label) => alarm.labels[label]);
    return values.length === 0 || values.includes(undefined) ? alarm.id : JSON.stringify([look, ...values]);
  });
  return [...rows.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, others: others.map(({ alarm }) => alarm) }] : [],
  );
}

/** How many alarms are told in these rows. */
export function countAlarms(rows: readonly ListedAlarm[]): number {
  return rows.reduce((count, { others }) => count + 1 + others.length, 0);
}
