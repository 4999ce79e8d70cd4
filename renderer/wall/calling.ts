import type { Alarm } from "../../server/protocol/messages.ts";
import type { Source } from "../../server/protocol/wall.ts";

/** Whether an alarm is certain and nobody has taken it in hand, nor is it explained by something else. */
export function isOpen({ process, workflow, state, muted }: Alarm): boolean {
  return process === "active" && workflow === "unacknowledged" && state === "hard" && muted === undefined;
}

/** The open alarms, newest first. What is simulated calls for nobody. */
export function openAlarms(alarms: Iterable<Alarm>, sources: readonly Source[]): Alarm[] {
  const simulated = new Set(sources.filter((source) => source.simulated).map(({ id }) => id));
  return [...alarms]
    .filter((alarm) => isOpen(alarm) && !simulated.has(alarm.source))
    .toSorted((one, other) => other.since - one.since || (one.id < other.id ? -1 : 1));
}

/** Those that call for somebody at once. */
export function callingAlarms(alarms: Iterable<Alarm>, sources: readonly Source[]): Alarm[] {
  return openAlarms(alarms, sources).filter(({ severity }) => severity === "critical");
}
