import type { Severity } from "../protocol/messages.ts";
import type { Condition } from "../sources/define.ts";
import { alarmId } from "./alarm-id.ts";

/** More than any wall can show; all of them are in the first message to each wall. */
const mostPerSource = 1000;

const rank: Record<Severity, number> = { critical: 0, warning: 1, unknown: 2 };

/**
 * A source's conditions by alarm id, `SOURCE/IDENTITY`; of those with the same identity, the first. Where there are too
 * many the worst are kept, and one more says how many are not.
 */
export function nameConditions(source: string, conditions: Condition[]): Map<string, Condition> {
  const named = new Map<string, Condition>();
  for (const condition of conditions) {
    const id = alarmId(source, condition.identity);
    if (!named.has(id)) named.set(id, condition);
  }
  if (named.size <= mostPerSource) return named;
  const worstFirst = [...named].toSorted(([, a], [, b]) => rank[a.severity] - rank[b.severity]);
  const rest = worstFirst.slice(mostPerSource - 1);
  const overflow: Condition = {
    identity: "and more",
    name: `${source}: more alarms`,
    severity: rest[0]?.[1].severity ?? "unknown",
    summary: `${rest.length} more alarms than can be listed`,
    labels: {},
  };
  return new Map([...worstFirst.slice(0, mostPerSource - 1), [alarmId(source, overflow.identity), overflow]]);
}
