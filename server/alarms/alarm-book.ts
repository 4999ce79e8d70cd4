import { isDeepStrictEqual } from "node:util";
import type { HistoryEntry } from "../protocol/alarm-history.ts";
import { asks } from "../protocol/asks.ts";
import type { Alarm } from "../protocol/messages.ts";
import type { Condition } from "../sources/define.ts";
import { AlarmEntry, type Look } from "./alarm-entry.ts";
import { AlarmHistory } from "./alarm-history.ts";
import { AlarmLoad } from "./alarm-load.ts";
import { type AlarmIntent, carryOut } from "./carry-out.ts";
import { AwaitedAlarms, type HandledAlarm, handledOf } from "./handled-alarms.ts";
import { Muting } from "./muting.ts";
import { nameConditions } from "./name-conditions.ts";
import { fits, pattern } from "./pattern.ts";
import { type AlarmRules, usualRules } from "./rules.ts";

export type AlarmChange = { type: "alarm"; alarm: Alarm } | { type: "alarm-gone"; id: string };
export type Outcome = { ok: true; changes: AlarmChange[] } | { ok: false; reason: string };

interface Observer {
  id: string;
  cadenceMs: number;
}

interface SourceBook {
  entries: Map<string, AlarmEntry>;
  cadenceMs: number;
  /** Its first observation. */
  since: number;
}

/** Things that were once wrong and whose checks are still remembered; beyond that the oldest are forgotten. */
const mostEntries = 2000;
/** By then a source has looked at everything at least once. */
const firstRoundsCadences = 3;

/** All alarms of all sources. It knows no clock: times are given, in epoch milliseconds. */
export class AlarmBook {
  readonly #sources = new Map<string, SourceBook>();
  readonly #awaited = new AwaitedAlarms();
  readonly #history = new AlarmHistory();
  readonly #load = new AlarmLoad();
  #rules: AlarmRules;
  #muting: Muting;
  #attempts: { matches: (name: string) => boolean; attempts: number }[] = [];

  constructor(rules: AlarmRules = usualRules) {
    this.#rules = rules;
    this.#muting = new Muting(rules);
    this.#readAttempts();
  }

  list(): Alarm[] {
    return this.#entries().flatMap(({ shown }) => shown ?? []);
  }

  /** What happened and who did it, newest first; to one alarm (its id) or to all. */
  history(alarm?: string): HistoryEntry[] {
    return this.#history.list(alarm);
  }

  /** How many alarms have begun to ask for somebody in the last ten minutes. */
  load(now: number): number {
    return this.#load.at(now);
  }

  setRules(rules: AlarmRules, now: number): AlarmChange[] {
    if (isDeepStrictEqual(rules, this.#rules)) return [];
    this.#rules = rules;
    this.#muting = new Muting(rules);
    this.#readAttempts();
    for (const { entries, cadenceMs } of this.#sources.values()) {
      for (const entry of entries.values()) {
        if (entry.shown) entry.reconsider(this.#look(entry.shown, cadenceMs, now));
      }
    }
    return this.#tell(now);
  }

  /** Takes all that a source sees wrong now: new conditions become alarms, and those no longer named are gone. */
  observe(source: Observer, conditions: Condition[], now: number): AlarmChange[] {
    const { cadenceMs } = source;
    const book = this.#sources.get(source.id) ?? { entries: new Map<string, AlarmEntry>(), cadenceMs, since: now };
    this.#sources.set(source.id, { ...book, cadenceMs });
    const { entries } = book;
    const named = nameConditions(source.id, conditions);
    let changed = false;
    for (const [id, condition] of named) {
      const entry = entries.get(id) ?? new AlarmEntry(id, source.id, condition);
      entries.set(id, entry);
      const isNew = !entry.isAlarm;
      entry.see(condition, this.#look({ id, source: source.id, name: condition.name }, cadenceMs, now));
      if (isNew) entry.handle(this.#awaited.take(id, entry.severity, now));
      changed ||= entry.alarm() !== entry.shown;
    }
    for (const [id, entry] of entries) {
      if (named.has(id)) continue;
      entry.miss(this.#look(entry.shown ?? { id, source: source.id, name: "" }, cadenceMs, now));
      changed ||= entry.alarm() !== entry.shown;
    }
    if (now - book.since > firstRoundsCadences * cadenceMs) this.#awaited.giveUp(source.id);
    const changes = changed ? this.#tell(now) : [];
    forget(entries);
    return changes;
  }

  /** The source is watched no longer. What was done with its alarms is kept for when it comes back. */
  drop(source: string, now: number): AlarmChange[] {
    const entries = [...(this.#sources.get(source)?.entries.values() ?? [])];
    this.#awaited.add(entries.flatMap(handledOf), now);
    this.#sources.delete(source);
    for (const { shown } of entries) this.#history.note(shown, undefined, { now, by: "" });
    const gone = entries.flatMap(({ shown }): AlarmChange[] => (shown ? [{ type: "alarm-gone", id: shown.id }] : []));
    return [...gone, ...this.#tell(now)];
  }

  /** Carries out what `user` asks, or says why not. */
  obey(intent: AlarmIntent, user: string, now: number): Outcome {
    const { alarm: id } = intent;
    const entry = this.#entries().find((one) => one.id === id && one.isAlarm);
    if (!entry) return { ok: false, reason: `there is no alarm ${JSON.stringify(id)}; it may have cleared` };
    const reason = carryOut(entry, intent, { user, now });
    return reason === undefined ? { ok: true, changes: this.#tell(now, user) } : { ok: false, reason };
  }

  /** Time passes: what has run out asks again, and maintenance begins and ends. To be called about once a second. */
  tick(now: number): AlarmChange[] {
    this.#awaited.expire(now);
    return this.#tell(now);
  }

  /** What people have done and what must outlive a restart. */
  handled(): HandledAlarm[] {
    return [...this.#awaited.all, ...this.#entries().flatMap(handledOf)];
  }

  /** What was done before the restart: it holds as soon as its alarm is raised again. */
  restore(handled: HandledAlarm[], now: number): void {
    this.#awaited.add(handled, now);
  }

  /** Finds what has run out and what is muted now, and tells all that is different from what walls know. */
  #tell(now: number, by = ""): AlarmChange[] {
    const entries = this.#entries();
    for (const entry of entries) entry.expire(now);
    const muted = this.#muting.of(
      entries.flatMap((entry) => entry.alarm() ?? []),
      now,
    );
    return entries.flatMap((entry): AlarmChange[] => {
      entry.mute(muted.get(entry.id));
      const before = entry.shown;
      const after = entry.alarm();
      if (before === after) return [];
      entry.shown = after;
      this.#history.note(before, after, { now, by });
      if (after && asks(after) && !(before && asks(before))) this.#load.add(now);
      return [after ? { type: "alarm", alarm: after } : { type: "alarm-gone", id: entry.id }];
    });
  }

  #entries(): AlarmEntry[] {
    return [...this.#sources.values()].flatMap(({ entries }) => Array.from(entries.values()));
  }

  #look(named: Pick<Alarm, "id" | "source" | "name">, cadenceMs: number, now: number): Look {
    const attempts = this.#attempts.find(({ matches }) => fits(matches, named))?.attempts ?? 1;
    return { now, cadenceMs, attempts, flapping: this.#rules.flapping };
  }

  #readAttempts(): void {
    this.#attempts = this.#rules.attempts.map(({ match, attempts }) => ({ matches: pattern(match), attempts }));
  }
}

function forget(entries: Map<string, AlarmEntry>): void {
  for (const [id, entry] of entries) if (entry.isForgettable) entries.delete(id);
  for (const [id, entry] of entries) if (entries.size > mostEntries && !entry.isAlarm) entries.delete(id);
}
