import type { AlarmBook } from "../../server/alarms/alarm-book.ts";
import type { Condition } from "../../server/sources/define.ts";

export const cadenceMs = 10_000;

export function bad(
  identity: string,
  severity: Condition["severity"] = "critical",
  more: Partial<Condition> = {},
): Condition {
  return { identity, name: identity, severity, summary: "no answer within 5 s", labels: {}, ...more };
}

/** The edge source's observations, one per cadence: what is bad in each. The result is when the last one was. */
export function observeEach(book: AlarmBook, rounds: Condition[][], from = 0): number {
  for (const [round, conditions] of rounds.entries()) {
    book.observe({ id: "edge", cadenceMs }, conditions, from + round * cadenceMs);
  }
  return from + (rounds.length - 1) * cadenceMs;
}
