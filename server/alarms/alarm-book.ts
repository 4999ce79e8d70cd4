import type { Alarm } from "../protocol/messages.ts";
import type { Condition } from "../sources/define.ts";

export type AlarmChange = { type: "alarm"; alarm: Alarm } | { type: "alarm-gone"; id: string };
export type Outcome = { ok: true; changes: AlarmChange[] } | { ok: false; reason: string };

interface Entry {
  alarm: Alarm;
  /** When an acknowledgement or a shelving ends by itself. */
  until?: number | undefined;
}

/** All alarms of all sources. It knows no clock: times are given, in epoch milliseconds. */
export class AlarmBook {
  readonly #entries = new Map<string, Entry>();

  list(): Alarm[] {
    return [...this.#entries.values()].map(({ alarm }) => alarm);
  }

  /** Takes all that a source sees wrong now: new conditions become alarms, and those no longer named are gone. */
  observe(source: string, conditions: Condition[], now: number): AlarmChange[] {
    const seen = new Set<string>();
    const changes: AlarmChange[] = [];
    for (const condition of conditions) {
      const id = `${source}/${condition.identity}`;
      if (seen.has(id)) continue;
      seen.add(id);
      const change = this.#raise(id, source, condition, now);
      if (change) changes.push(change);
    }
    for (const [id, { alarm }] of this.#entries) {
      if (alarm.source === source && !seen.has(id)) changes.push(this.#drop(id));
    }
    return changes;
  }

  acknowledge(id: string, by: { user: string; minutes: number; note: string }, now: number): Outcome {
    const entry = this.#entries.get(id);
    if (!entry) return { ok: false, reason: `there is no alarm ${JSON.stringify(id)}; it may have cleared` };
    const until = now + by.minutes * 60_000;
    const acknowledgement = { by: by.user, at: now, until, note: by.note };
    return { ok: true, changes: [this.#put({ ...entry.alarm, workflow: "acknowledged", acknowledgement }, until)] };
  }

  shelve(id: string, minutes: number, now: number): Outcome {
    const entry = this.#entries.get(id);
    if (!entry) return { ok: false, reason: `there is no alarm ${JSON.stringify(id)}; it may have cleared` };
    return { ok: true, changes: [this.#put({ ...entry.alarm, workflow: "shelved" }, now + minutes * 60_000)] };
  }

  /** Acknowledgements and shelvings that have run out ask for attention again. */
  expire(now: number): AlarmChange[] {
    return [...this.#entries.values()]
      .filter(({ until }) => until !== undefined && until <= now)
      .map(({ alarm }) => this.#put(unacknowledged(alarm)));
  }

  #raise(id: string, source: string, condition: Condition, now: number): AlarmChange | undefined {
    const { name, severity, summary, labels } = condition;
    const entry = this.#entries.get(id);
    if (!entry) {
      const isNew = { process: "active", workflow: "unacknowledged", state: "hard", flapping: false } as const;
      return this.#put({ id, source, name, severity, ...isNew, since: now, summary, labels });
    }
    const { alarm, until } = entry;
    if (alarm.severity !== severity) {
      // Whoever acknowledged a warning has not seen the critical that it became.
      const worse = severity === "critical";
      const next = { ...alarm, name, severity, summary, labels, since: now };
      return worse ? this.#put(unacknowledged(next)) : this.#put(next, until);
    }
    if (alarm.summary === summary && alarm.name === name) return undefined;
    return this.#put({ ...alarm, name, summary, labels }, until);
  }

  #put(alarm: Alarm, until?: number): AlarmChange {
    this.#entries.set(alarm.id, { alarm, until });
    return { type: "alarm", alarm };
  }

  #drop(id: string): AlarmChange {
    this.#entries.delete(id);
    return { type: "alarm-gone", id };
  }
}

function unacknowledged({ acknowledgement: _, ...alarm }: Alarm): Alarm {
  return { ...alarm, workflow: "unacknowledged" };
}
