import type { Level } from "../../server/protocol/frames.ts";
import { formatText } from "./format-value.ts";

interface Thresholds {
  warn?: number | undefined;
  crit?: number | undefined;
}

/** The limit that a value of this level is beyond, in words; empty where none is configured. */
export function limitWords(level: Level, { warn, crit }: Thresholds, unit: string): string {
  const limit = level === "critical" ? crit : warn;
  return limit === undefined || level === "ok" || level === "unknown" ? "" : `limit ${formatText(limit, unit)}`;
}
