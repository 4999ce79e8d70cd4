import { coverage } from "../alarms/muting.ts";
import type { AlarmRules, Dependency, Maintenance } from "../alarms/rules.ts";
import { ZonedTime } from "../alarms/zoned-time.ts";
import { type AlarmNames, alarmNameFault } from "./alarm-names.ts";
import {
  type AlarmSettings,
  mostNames,
  mostRules,
  mostWindows,
  once,
  readDateTime,
  toRecurring,
} from "./alarm-schema.ts";
import type { FaultList } from "./faults.ts";
import { isRecord } from "./is-record.ts";
import { type Path, readWith } from "./issue-words.ts";

const path = ["alarms"] as const;
/** Finding what was meant takes its time; of hundreds of faults the first will do. */
const mostHints = 50;
const mostCircles = 20;

/** Checks what the schema cannot: that names fit an alarm, that nothing stands behind itself, that windows end. */
export function checkAlarms(written: unknown, names: AlarmNames, faults: FaultList): void {
  if (!isRecord(written)) return;
  let told = 0;
  const checkName = (name: unknown, at: Path, isKey = false) => {
    const isHinted = told < mostHints;
    const fault = typeof name === "string" ? alarmNameFault(name, names, isHinted) : undefined;
    if (fault === undefined) return;
    told += 1;
    if (isKey) faults.addUnknownKey(at, String(name), fault);
    else faults.add(at, fault);
  };
  const { attempts, depends_on: dependsOn, maintenance } = written;
  if (isRecord(attempts))
    for (const name of Object.keys(attempts).slice(0, mostRules)) checkName(name, [...path, "attempts"], true);
  if (isRecord(dependsOn)) {
    for (const [child, parents] of Object.entries(dependsOn).slice(0, mostRules)) {
      checkName(child, [...path, "depends_on"], true);
      for (const [index, parent] of listOf(parents, mostNames).entries())
        checkName(parent, [...path, "depends_on", child, index]);
    }
    checkCircles(dependsOn, faults);
  }
  for (const [index, window] of listOf(maintenance, mostWindows).entries()) {
    const at = [...path, "maintenance", index];
    const match = isRecord(window) ? window["match"] : undefined;
    for (const [nameIndex, name] of listOf(match, mostNames).entries()) checkName(name, [...at, "match", nameIndex]);
    const read = readWith(once, window);
    if (!read.ok) continue;
    const { from, to } = span(read.value);
    if (to <= from) faults.add([...at, "to"], `must be after ${read.value.from}, when it begins`);
  }
}

/** The rules as the alarm book takes them. */
export function toAlarmRules({ attempts, flapping, depends_on, maintenance }: AlarmSettings): AlarmRules {
  const byName = typeof attempts === "number" ? { "*": attempts } : (attempts ?? {});
  return {
    attempts: Object.entries(byName).map(([match, attempts]) => ({ match, attempts })),
    flapping,
    dependencies: Object.entries(depends_on ?? {}).map(([child, parents]) => ({ child, parents })),
    maintenance: maintenance.map((window): Maintenance => {
      const { title, match } = window;
      if ("from" in window) return { title, match, repeats: false, ...span(window) };
      return { title, match, ...toRecurring(window) };
    }),
  };
}

function span({ from, to, time_zone }: { from: string; to: string; time_zone?: string | undefined }) {
  const zone = new ZonedTime(time_zone);
  return { from: zone.instantOf(readDateTime(from)), to: zone.instantOf(readDateTime(to)) };
}

/** What stands behind itself, by way of others too. Each circle is told once, where it closes. */
function checkCircles(dependsOn: Record<string, unknown>, faults: FaultList): void {
  const dependencies: Dependency[] = Object.entries(dependsOn)
    .slice(0, mostRules)
    .map(([child, parents]) => ({
      child,
      parents: listOf(parents, mostNames).filter((parent) => typeof parent === "string"),
    }));
  const rules = dependencies.map((one) => ({ ...one, covers: coverage(one, dependencies) }));
  const done = new Set<string>();
  let circles = 0;
  const visit = (name: string, way: string[]): void => {
    if (done.has(name) || circles >= mostCircles) return;
    for (const { child, parents, covers } of rules) {
      if (!covers([name])) continue;
      for (const [index, parent] of parents.entries()) {
        const circle = [...way, name];
        const from = circle.indexOf(parent);
        if (from < 0) visit(parent, circle);
        else {
          circles += 1;
          const words = [...circle.slice(from), parent].join(" behind ");
          faults.add([...path, "depends_on", child, index], `nothing can stand behind itself: ${words}`);
        }
      }
    }
    done.add(name);
  };
  for (const { child, parents } of dependencies) for (const name of [child, ...parents]) visit(name, []);
}

/** What is beyond `most` is a fault already. */
function listOf(value: unknown, most: number): unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}
