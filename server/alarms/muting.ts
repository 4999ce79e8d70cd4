import type { Alarm } from "../protocol/messages.ts";
import { maintenanceClock } from "./maintenance.ts";
import { fits, pattern } from "./pattern.ts";
import type { AlarmRules, Dependency } from "./rules.ts";

export type Muted = NonNullable<Alarm["muted"]>;

interface Rule {
  covers(alarm: Alarm): boolean;
  isParent(alarm: Alarm): boolean;
}

interface Window {
  title: string;
  covers(alarm: Alarm): boolean;
  isOpen(now: number): boolean;
}

/** What of the rules concerns one alarm: found once, since names do not change while an alarm is there. */
interface Concern {
  name: string;
  windows: Window[];
  /** In which it stands behind another, and before others. */
  behind: Rule[];
  before: Rule[];
}

/** Says which alarms ask for nobody: what stands behind one that is down, and what is being maintained. */
export class Muting {
  readonly #rules: Rule[];
  readonly #windows: Window[];
  #concerns = new Map<string, Concern>();

  constructor({ dependencies, maintenance }: AlarmRules) {
    this.#rules = dependencies.map((dependency) => dependencyRule(dependency, dependencies));
    this.#windows = maintenance.map((window) => {
      const patterns = window.match.map(pattern);
      const isOpen = maintenanceClock(window);
      return { title: window.title, covers: (alarm) => patterns.some((one) => fits(one, alarm)), isOpen };
    });
  }

  /** By alarm id; given all alarms, and the time in epoch milliseconds. */
  of(alarms: readonly Alarm[], now: number): Map<string, Muted> {
    const concerns = new Map(alarms.map((alarm) => [alarm.id, this.#concern(alarm)]));
    this.#concerns = concerns;
    const muted = this.#behindOthers(alarms, concerns);
    for (const { id } of alarms) {
      const window = concerns.get(id)?.windows.find(({ isOpen }) => isOpen(now));
      if (window) muted.set(id, { why: "maintenance", by: window.title });
    }
    return muted;
  }

  /** From each alarm that is down and stands behind none that is, to all that stands behind it, however far. */
  #behindOthers(alarms: readonly Alarm[], concerns: ReadonlyMap<string, Concern>): Map<string, Muted> {
    const down = alarms.filter(isDown);
    const beforeOf = ({ id }: Alarm) => concerns.get(id)?.before ?? [];
    const parents = new Map(this.#rules.map((rule) => [rule, down.filter((alarm) => beforeOf(alarm).includes(rule))]));
    const isRoot = ({ id }: Alarm) =>
      !concerns.get(id)?.behind.some((rule) => parents.get(rule)?.some((parent) => parent.id !== id));
    const roots = new Set(down.filter(isRoot));
    const muted = new Map<string, Muted>();
    const used = new Set<Rule>();
    // What stands in a circle has no root and is not muted: too much is shown rather than nothing.
    const queue = [...roots].map((alarm) => ({ alarm, by: alarm.name }));
    for (const { alarm, by } of queue) {
      for (const rule of beforeOf(alarm)) {
        if (used.has(rule)) continue;
        used.add(rule);
        for (const child of alarms) {
          if (roots.has(child) || muted.has(child.id) || !concerns.get(child.id)?.behind.includes(rule)) continue;
          muted.set(child.id, { why: "dependency", by });
          if (isDown(child)) queue.push({ alarm: child, by });
        }
      }
    }
    return muted;
  }

  #concern(alarm: Alarm): Concern {
    const known = this.#concerns.get(alarm.id);
    if (known?.name === alarm.name) return known;
    return {
      name: alarm.name,
      windows: this.#windows.filter(({ covers }) => covers(alarm)),
      behind: this.#rules.filter(({ covers }) => covers(alarm)),
      before: this.#rules.filter(({ isParent }) => isParent(alarm)),
    };
  }
}

/** A warning says that something is slow, or nearly full: what stands behind it can still be reached. */
function isDown({ process, severity }: Alarm): boolean {
  return process === "active" && severity === "critical";
}

function dependencyRule(dependency: Dependency, all: readonly Dependency[]): Rule {
  const covers = coverage(dependency, all);
  const parents = dependency.parents.map(pattern);
  return {
    covers: ({ id, source, name }) => covers([id, `${source}/${name}`]),
    isParent: (alarm) => parents.some((one) => fits(one, alarm)),
  };
}

/**
 * Tells of something, by all its names, whether it stands behind the parents. `edge/*` leaves out the parents themselves,
 * and what these stand behind by rules of their own: nothing stands behind itself.
 */
export function coverage({ child, parents }: Dependency, all: readonly Dependency[]): (names: string[]) => boolean {
  const isChild = pattern(child);
  if (!child.includes("*")) return (names) => names.some(isChild);
  const spared = new Set(parents);
  for (const name of spared) {
    for (const one of all) if (one.child === name) for (const parent of one.parents) spared.add(parent);
  }
  const areSpared = [...spared].map(pattern);
  return (names) => names.some(isChild) && !areSpared.some((isSpared) => names.some(isSpared));
}
