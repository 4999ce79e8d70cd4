import type { Severity } from "../../protocol/messages.ts";
import type { Labels } from "../label-names.ts";

/** `none`: worth a line in the log, and nobody's attention. */
export type AlertSeverity = Severity | "none";

/** What rules in the field write. What somebody is called out of bed for is critical. */
const usual = new Map<string, AlertSeverity>([
  ..."critical crit page emergency emerg fatal disaster p1 sev1".split(" ").map(as("critical")),
  ..."warning warn error major high minor medium average ticket p2 p3 sev2 sev3".split(" ").map(as("warning")),
  ..."info information informational notice debug none ok".split(" ").map(as("none")),
]);

function as(severity: AlertSeverity): (word: string) => [string, AlertSeverity] {
  return (word) => [word, severity];
}

export interface SeverityOptions {
  severity_label: string;
  /** The configuration's own words, which go before the usual ones. */
  severities: Record<string, AlertSeverity>;
}

/** An alert without a severity, or with one that nobody knows, is not to be missed: how bad it is, is unknown. */
export function severityOf(labels: Labels, { severity_label, severities }: SeverityOptions): AlertSeverity {
  const word = labels[severity_label]?.trim().toLowerCase();
  if (word === undefined) return "unknown";
  const own = Object.entries(severities).find(([name]) => name.toLowerCase() === word);
  return own?.[1] ?? usual.get(word) ?? "unknown";
}
