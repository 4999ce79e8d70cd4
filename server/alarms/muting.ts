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

/** What of the rules concerns one alarm, found once while it keeps its name. */
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
    const muted = new Map<string, Muted>();
    if (this.#rules.length === 0) return muted;
    const of = ({ id }: Alarm) => concerns.get(id) ?? nothing;
    const down = alarms.filter(isDown);
    const children = byRule(alarms, (alarm) => of(alarm).behind);
    const parents = byRule(down, (alarm) => of(alarm).before);
    const isBehind = (alarm: Alarm) =>
      of(alarm).behind.some((rule) => parents.get(rule)?.some((parent) => parent !== alarm));
    // What stands in a circle has no root and is not muted: too much is shown rather than nothing.
    const roots = new Set(down.filter((alarm) => !isBehind(alarm)));
    const used = new Set<Rule>();
    const queue = Array.from(roots, (alarm) => ({ alarm, by: alarm.name }));
    for (const { alarm, by } of queue) {
      for (const rule of of(alarm).before) {
        if (used.has(rule)) continue;
        used.add(rule);
        for (const child of children.get(rule) ?? []) {
          if (roots.has(child) || muted.has(child.id)) continue;
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

const nothing: Pick<Concern, "behind" | "before"> = { behind: [], before: [] };

function byRule(alarms: readonly Alarm[], rulesOf: (alarm: Alarm) => Rule[]): Map<Rule, Alarm[]> {
  const found = new Map<Rule, Alarm[]>();
  for (const alarm of alarms) {
    for (const rule of rulesOf(alarm)) {
      const known = found.get(rule);
      if (known) known.push(alarm);
      else found.set(rule, [alarm]);
    }
  }
  return found;
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
