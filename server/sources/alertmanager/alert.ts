import { type Labels, namesApart, tellingValue } from "../label-names.ts";
import type { ApiAlert, ApiSilence } from "./answer.ts";
import { type AlertSeverity, type SeverityOptions, severityOf } from "./severities.ts";

/** One alert that is firing, in the wall's words. */
export interface Alert {
  /** Alertmanager's fingerprint of the labels. */
  id: string;
  name: string;
  severity: AlertSeverity;
  summary: string;
  labels: Labels;
  /** Epoch milliseconds; never in the future, whatever clock it is by. */
  since: number;
  silence: { by: string; until: number } | undefined;
}

const longestSummary = 300;
const longestRule = 80;
const mostLabels = 32;
const longestLabel = 200;
const rank: Record<AlertSeverity, number> = { critical: 0, unknown: 1, warning: 2, none: 3 };

export interface AlertOptions extends SeverityOptions {
  watchdog: string | undefined;
}

interface Told {
  alerts: ApiAlert[];
  silences: ApiSilence[];
}

/** Who is to be seen, worst first and those that are silenced last. What another alert inhibits follows from that one. */
export function alertsOf({ alerts, silences }: Told, options: AlertOptions): Alert[] {
  const seen = alerts.filter(({ labels, status }) => !status.inhibitedBy?.length && !isWatchdog(labels, options));
  const names = namesOf(seen, options);
  const known = new Map(silences.map((silence) => [silence.id, silence]));
  return seen
    .map(({ fingerprint, labels, annotations, startsAt, status }, index) => ({
      id: fingerprint,
      name: names[index] ?? fingerprint,
      severity: severityOf(labels, options),
      summary: summaryOf(annotations, labels),
      labels: bounded(labels),
      since: Math.min(Date.parse(startsAt) || Date.now(), Date.now()),
      silence: longest((status.silencedBy ?? []).flatMap((id) => known.get(id) ?? [])),
    }))
    .toSorted(worstFirst);
}

export function isWatchdog(labels: Labels, { watchdog }: { watchdog: string | undefined }): boolean {
  return watchdog !== undefined && labels["alertname"] === watchdog;
}

function worstFirst(a: Alert, b: Alert): number {
  const silenced = Number(a.silence !== undefined) - Number(b.silence !== undefined);
  return silenced || rank[a.severity] - rank[b.severity] || b.since - a.since || (a.id < b.id ? -1 : 1);
}

/** "InstanceDown web-1": the rule, and the fewest labels that tell its alerts apart. */
function namesOf(alerts: ApiAlert[], { severity_label }: SeverityOptions): string[] {
  const names = new Map<ApiAlert, string>();
  const groups = Map.groupBy(alerts, ({ labels }) => labels["alertname"] ?? "alert");
  for (const [rule, members] of groups) {
    const own = members.map(({ labels }) => without(labels, ["alertname", severity_label]));
    const apart = own.length === 1 ? own.map(tellingValue) : namesApart(own);
    for (const [index, member] of members.entries()) {
      names.set(member, `${rule.slice(0, longestRule)} ${apart[index] ?? ""}`.trim());
    }
  }
  return alerts.map((alert) => names.get(alert) ?? "");
}

function summaryOf(annotations: Labels, labels: Labels): string {
  const said = ["summary", "message", "description", "title"].map((name) => annotations[name]?.trim()).find(Boolean);
  const listed = Object.entries(without(labels, ["alertname"])).map(([name, value]) => `${name}=${value}`);
  return (said ?? listed.join(" ")).replaceAll(/\s+/g, " ").slice(0, longestSummary);
}

function longest(silences: ApiSilence[]): Alert["silence"] {
  const ends = silences.map(({ createdBy, endsAt }) => ({ by: createdBy || "a silence", until: Date.parse(endsAt) }));
  return ends.filter(({ until }) => until > Date.now()).toSorted((a, b) => b.until - a.until)[0];
}

function without(labels: Labels, names: string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

function bounded(labels: Labels): Labels {
  const entries = Object.entries(labels).slice(0, mostLabels);
  return Object.fromEntries(
    entries.map(([name, value]) => [name.slice(0, longestLabel), value.slice(0, longestLabel)]),
  );
}
