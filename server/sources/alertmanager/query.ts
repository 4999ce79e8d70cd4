import type { Alert } from "./alert.ts";

type Named = Pick<Alert, "severity" | "labels" | "silence">;

const severities = ["critical", "warning", "unknown"] as const;
const workflows = ["active", "silenced"] as const;
const words = [...severities, ...workflows];
const rule = `must be of ${words.join(", ")} and label=value, with commas between them, such as "critical, team=network"`;

export function queryFault(query: string | undefined): string | undefined {
  const wrong = termsOf(query).find((term) => !isWord(term) && !/^[A-Za-z_]\w*=./.test(term));
  return wrong === undefined ? undefined : `${rule}; ${JSON.stringify(wrong)} is neither`;
}

/**
 * Whom a query names: alerts of one of its severities, active or silenced as it says, that have all of its labels. In a
 * value "*" stands for any text. No query names all.
 */
export function alertMatcher(query: string | undefined): (alert: Named) => boolean {
  const terms = termsOf(query);
  const named = severities.filter((one) => terms.includes(one));
  const labels = terms.filter((term) => !isWord(term)).map(labelMatcher);
  return (alert) => {
    if (named.length > 0 && !named.some((one) => one === alert.severity)) return false;
    if (terms.includes("active") && alert.silence) return false;
    if (terms.includes("silenced") && !alert.silence) return false;
    return labels.every((matches) => matches(alert));
  };
}

export function namesSilenced(query: string | undefined): boolean {
  return termsOf(query).includes("silenced");
}

function labelMatcher(term: string): (alert: Named) => boolean {
  const [, label = "", value = ""] = /^([^=]+)=(.*)$/.exec(term) ?? [];
  const parts = value.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join(".*")}$`, "s");
  return ({ labels }) => pattern.test(labels[label] ?? "");
}

function termsOf(query = ""): string[] {
  return query
    .split(",")
    .map((term) => term.trim().replace(/^(\w+)\s*=\s*/, "$1="))
    .filter(Boolean);
}

function isWord(term: string): boolean {
  return words.some((word) => word === term);
}
