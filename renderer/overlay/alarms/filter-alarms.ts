import type { Alarm, Severity } from "../../../server/protocol/messages.ts";

export interface AlarmFilter {
  text: string;
  severity: Severity | "any";
  workflow: Alarm["workflow"] | "any";
  /** A source's id. */
  source: string;
}

export const noFilter: AlarmFilter = { text: "", severity: "any", workflow: "any", source: "any" };

/** Whether it is one of those that are looked for. Every word of the text must occur in it somewhere. */
export function isWanted(alarm: Alarm, { text, severity, workflow, source }: AlarmFilter): boolean {
  if (severity !== "any" && alarm.severity !== severity) return false;
  if (workflow !== "any" && alarm.workflow !== workflow) return false;
  if (source !== "any" && alarm.source !== source) return false;
  const searched = searchedOf(alarm);
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

function searchedOf({ name, source, summary, labels, acknowledgement, shelving }: Alarm): string {
  const people = [acknowledgement?.by, acknowledgement?.note, shelving?.by];
  return [name, source, summary, ...Object.entries(labels).flat(), ...people].filter(Boolean).join("\n").toLowerCase();
}
