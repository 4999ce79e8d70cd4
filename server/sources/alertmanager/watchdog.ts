import type { State } from "../../protocol/frames.ts";
import type { Condition } from "../define.ts";
import { spokenDuration } from "../plain-words.ts";

/**
 * An alert that always fires, and so proves that alerts arrive: its absence is the alarm. An Alertmanager that was just
 * started hears of it only when Prometheus repeats itself; for so long, whether alerts arrive is unknown.
 */
export class Watchdog {
  readonly #name: string;
  readonly #graceMs: number;
  /** Since when answers came without it, on the monotonic clock; undefined while it fires, and while there are no answers. */
  #absentSince: number | undefined;
  #state: Pick<State, "level" | "value" | "reason"> = { level: "unknown", value: "", reason: "not seen yet" };
  #since = Date.now();

  constructor(name: string, graceMs: number) {
    this.#name = name;
    this.#graceMs = graceMs;
  }

  /** To be told with each answer. */
  heard(isFiring: boolean): void {
    const before = this.#state.level;
    this.#absentSince = isFiring ? undefined : (this.#absentSince ?? performance.now());
    const absentMs = performance.now() - (this.#absentSince ?? performance.now());
    if (isFiring) this.#state = { level: "ok", value: "firing", reason: "" };
    else if (absentMs >= this.#graceMs)
      this.#state = { level: "critical", value: "", reason: "alerts do not reach Alertmanager" };
    else
      this.#state = { level: "unknown", value: "", reason: `not firing, awaited for ${spokenDuration(this.#graceMs)}` };
    if (this.#state.level !== before) this.#since = Date.now();
  }

  /** Alertmanager could not be asked: it may have been started anew. */
  unheard(): void {
    this.#absentSince = undefined;
  }

  state(): State {
    return { id: "watchdog", name: this.#name, since: this.#since, ...this.#state };
  }

  conditions(): Condition[] {
    const { level, reason } = this.#state;
    if (level === "ok") return [];
    return [
      { identity: "watchdog", name: `${this.#name} is not firing`, severity: level, summary: reason, labels: {} },
    ];
  }
}
