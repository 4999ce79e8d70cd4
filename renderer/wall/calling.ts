import { asks } from "../../server/protocol/asks.ts";
import type { Alarm } from "../../server/protocol/messages.ts";
import type { Source } from "../../server/protocol/wall.ts";

/** The open alarms, newest first. What is simulated calls for nobody. */
export function openAlarms(alarms: Iterable<Alarm>, sources: readonly Source[]): Alarm[] {
  const simulated = new Set(sources.filter((source) => source.simulated).map(({ id }) => id));
  return [...alarms]
    .filter((alarm) => asks(alarm) && !simulated.has(alarm.source))
    .toSorted((one, other) => other.since - one.since || (one.id < other.id ? -1 : 1));
}

/** Those that call for somebody at once. */
export function callingAlarms(alarms: Iterable<Alarm>, sources: readonly Source[]): Alarm[] {
  return openAlarms(alarms, sources).filter(({ severity }) => severity === "critical");
}
