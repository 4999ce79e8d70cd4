import type { Level } from "../protocol/frames.ts";
import type { FlapLimits } from "./rules.ts";

/** As many checks as Nagios remembers (https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/flapping.html). */
const mostChecks = 21;
/** The newest change weighs half as much again as one in the middle counts, the oldest half as much less. */
const [oldestWeight, newestWeight] = [0.75, 1.25];

const rank: Record<Level, number> = { ok: 0, unknown: 1, warning: 2, critical: 3 };

/** The last checks of one thing. Before its first one it counts as having been well. */
export class FlapTrack {
  #levels: Level[] = [];

  add(level: Level): void {
    this.#levels = [...this.#levels, level].slice(-mostChecks);
  }

  /** How often it changed, in percent of how often it could have; recent changes weigh more. */
  get change(): number {
    const levels = [...Array<Level>(mostChecks - this.#levels.length).fill("ok"), ...this.#levels];
    const possible = mostChecks - 1;
    const step = (newestWeight - oldestWeight) / (possible - 1);
    const changes = levels.slice(1).map((level, index) => (level === levels[index] ? 0 : oldestWeight + index * step));
    return (100 * changes.reduce((sum, weight) => sum + weight, 0)) / possible;
  }

  /** Two thresholds, so that flapping does not itself flap. */
  isFlapping(before: boolean, { start, stop }: FlapLimits): boolean {
    return before ? this.change >= stop : this.change >= start;
  }

  get worst(): Level {
    return this.#levels.reduce((worst, level) => (rank[level] > rank[worst] ? level : worst), "ok");
  }
}
