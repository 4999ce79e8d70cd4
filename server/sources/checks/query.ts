import type { FrameKind } from "../../protocol/frames.ts";
import { type ChecksOptions, upQuery } from "./options.ts";

const mostSeries = 8;

/** Names of targets in a query: "core-router, mail", and with "*" for any text "core-*". */
export function splitNames(query: string | undefined): string[] {
  return (query ?? "*")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Tells whether a target is meant by one of the names. */
export function targetMatcher(names: string[]): (target: string) => boolean {
  const patterns = names.map((name) => {
    const parts = name.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
    return new RegExp(`^${parts.join(".*")}$`);
  });
  return (target) => patterns.some((pattern) => pattern.test(target));
}

/** See `SourceDefinition.queryFault`. */
export function queryFault(kind: FrameKind, query: string | undefined, options: ChecksOptions): string | undefined {
  switch (kind) {
    case "states":
    case "events":
    case "ranking":
    case "uptime":
      return query === undefined ? undefined : namesFault(splitNames(query), options);
    case "series": {
      if (query === undefined) return `needs a query: the names of up to ${mostSeries} targets; ${choices(options)}`;
      const names = splitNames(query);
      if (names.length > mostSeries)
        return `names ${names.length} targets; ${mostSeries} lines are the most in one panel`;
      return wildcardFault(names) ?? namesFault(names, options);
    }
    case "stat": {
      if (query === undefined) return `needs a query: "${upQuery}" or the name of a target; ${choices(options)}`;
      if (query === upQuery) return undefined;
      const names = splitNames(query);
      if (names.length > 1)
        return 'names several targets; this panel shows one, or how many are up with the query "up"';
      return wildcardFault(names) ?? namesFault(names, options);
    }
    default:
      return `checks have no ${kind}; use a status, series, stat, events, ranking or uptime panel`;
  }
}

function wildcardFault(names: string[]): string | undefined {
  return names.some((name) => name.includes("*")) ? "must name its targets without an asterisk" : undefined;
}

function namesFault(names: string[], options: ChecksOptions): string | undefined {
  if (names.length === 0) return `names no target; ${choices(options)}`;
  // What discovery finds has names that nobody knows yet.
  if (options.discover.length > 0) return undefined;
  const missing = names.find((name) => {
    const isNamed = targetMatcher([name]);
    return !options.targets.some((target) => isNamed(target.name));
  });
  return missing === undefined ? undefined : `no target ${JSON.stringify(missing)}; ${choices(options)}`;
}

function choices({ targets }: ChecksOptions): string {
  const names = targets.map(({ name }) => name);
  const more = names.length > 12 ? ` and ${names.length - 12} more` : "";
  return `targets are ${names.slice(0, 12).join(", ")}${more}`;
}
