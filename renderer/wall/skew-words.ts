import type { SourceState } from "../../server/protocol/messages.ts";
import { formatAge } from "../theme/format-time.ts";

/** Clocks that are kept by NTP are nearer, and what an answer is on its way for is less. */
const leastMs = 5000;

/** "portal's clock 42 s ahead", then shorter; nothing where the clocks agree. An age on the wall never has part in it. */
export function skewWords(skew: SourceState["skew"]): string[] {
  if (!skew || Math.abs(skew.ms) < leastMs) return [];
  const words = `clock ${formatAge(Math.abs(skew.ms))} ${skew.ms > 0 ? "ahead" : "behind"}`;
  return skew.of === undefined ? [words] : [`${skew.of}’s ${words}`, words];
}
