import type { Alarm, Severity } from "../../server/protocol/messages.ts";
import { type Look, lookOf, worstFirst } from "./look.ts";

export interface ListedAlarm {
  alarm: Alarm;
  look: Look;
}

interface Wanted {
  /** Of this source only. */
  source: string | undefined;
  /** The least severe. */
  severity: Severity;
  /** Sources whose alarms are made up. */
  simulated: ReadonlySet<string>;
}

const severities: Severity[] = ["critical", "warning", "unknown"];

/** What is wrong now, and what comes and goes: unacknowledged first, then the most severe, then the newest. */
export function listAlarms(alarms: Iterable<Alarm>, { source, severity, simulated }: Wanted): ListedAlarm[] {
  return [...alarms]
    .filter((alarm) => alarm.process === "active" || alarm.flapping)
    .filter((alarm) => (source === undefined ? !simulated.has(alarm.source) : alarm.source === source))
    .filter((alarm) => severities.indexOf(alarm.severity) <= severities.indexOf(severity))
    .map((alarm) => ({ alarm, look: lookOf(alarm.severity, alarm) }))
    .toSorted(
      (a, b) =>
        worstFirst.indexOf(a.look) - worstFirst.indexOf(b.look) ||
        severities.indexOf(a.alarm.severity) - severities.indexOf(b.alarm.severity) ||
        b.alarm.since - a.alarm.since,
    );
}
