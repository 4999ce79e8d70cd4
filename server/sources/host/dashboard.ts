import { TimeSeries } from "../../history/time-series.ts";
import type { Condition } from "../define.ts";
import type { Gauge, Reading } from "./gauges.ts";

/** Kept from the start, so that a panel that comes later finds them. */
const always = ["cpu", "memory", "swap", "disk", "network", "network in", "network out", "temperature", "load"];
/** Quantities of single disks and interfaces are kept from when a panel first asks, so many at most. */
const mostAsked = 64;

/** One disk or interface, with both of its directions. */
const partPattern = /^(?:disk|network(?! (?:in|out)(?: |$))) (.+)$/;

/** A quantity as it is now: measured, absent from this machine, or not to be seen. `why` is in words. */
export type Standing =
  | { is: "measured"; name: string; value: number }
  | { is: "absent"; name: string; why: string }
  | { is: "unseen"; name: string; why: string };

interface Latest {
  gauge: Gauge;
  reading: Reading;
  failing: string | undefined;
}

/** The newest reading of every gauge, and what came before. */
export class Dashboard {
  readonly #capacity: number;
  /** By the first word of the quantities. */
  readonly #latest = new Map<string, Latest>();
  readonly #always: Map<string, TimeSeries>;
  readonly #asked = new Map<string, TimeSeries>();

  /** @param capacity samples kept of each quantity */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#always = new Map(always.map((key) => [key, new TimeSeries(capacity)]));
  }

  take(gauge: Gauge, reading: Reading): void {
    this.#put({ gauge, reading, failing: undefined });
  }

  fail(gauge: Gauge, failing: string): void {
    this.#put({ gauge, reading: new Map(), failing });
  }

  /** Undefined before its gauge was read for the first time. */
  standing(key: string): Standing | undefined {
    const latest = this.#latestOf(key);
    if (!latest) return undefined;
    if (latest.failing !== undefined) return { is: "unseen", name: key, why: latest.failing };
    const measured = latest.reading.get(key);
    if (!measured) return { is: "absent", name: key, why: "not on this machine" };
    const { name, value } = measured;
    return typeof value === "string" ? { is: "absent", name, why: value } : { is: "measured", name, value };
  }

  /** What is measured of single disks ("disk") or interfaces ("network"), by their names: "/var", "eth0". */
  parts(kind: string): Map<string, number> | undefined {
    const latest = this.#latest.get(kind);
    if (!latest || latest.failing !== undefined) return undefined;
    const parts = new Map<string, number>();
    for (const [key, { value }] of latest.reading) {
      const [, name] = partPattern.exec(key) ?? [];
      if (name !== undefined && key.startsWith(`${kind} `) && typeof value === "number") parts.set(name, value);
    }
    return parts;
  }

  history(key: string): TimeSeries {
    const known = this.#always.get(key) ?? this.#asked.get(key);
    if (known) return known;
    const [oldest] = this.#asked.keys();
    if (this.#asked.size >= mostAsked && oldest !== undefined) this.#asked.delete(oldest);
    const history = new TimeSeries(this.#capacity);
    this.#asked.set(key, history);
    return history;
  }

  /** How long a sample stands for its quantity: until the second reading after it is overdue. */
  holdMs(key: string): number {
    return 2.5 * (this.#latestOf(key)?.gauge.everyMs ?? 0);
  }

  /** What cannot be seen. */
  conditions(): Condition[] {
    const failing = new Map([...this.#latest.values()].map(({ gauge, failing }) => [gauge.name, failing]));
    return [...failing].flatMap(([name, why]): Condition[] =>
      why === undefined
        ? []
        : [{ identity: name, name, severity: "unknown", summary: `cannot be read: ${why}`, labels: {} }],
    );
  }

  #put(latest: Latest): void {
    const { kinds } = latest.gauge;
    const now = Date.now();
    for (const kind of kinds) this.#latest.set(kind, latest);
    for (const histories of [this.#always, this.#asked]) {
      for (const [key, history] of histories) {
        if (this.#latestOf(key) !== latest) continue;
        const standing = this.standing(key);
        history.add(now, standing?.is === "measured" ? standing.value : null);
      }
    }
  }

  #latestOf(key: string): Latest | undefined {
    const [kind = key] = key.split(" ");
    return this.#latest.get(kind);
  }
}
