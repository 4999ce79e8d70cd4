import { TimeSeries } from "../../history/time-series.ts";
import type { FrameOf, State } from "../../protocol/frames.ts";
import type { Condition } from "../define.ts";
import { latencyText, spokenDuration } from "../plain-words.ts";
import type { Finding } from "./finding.ts";

import { Uptime } from "./uptime.ts";

/** Samples kept of each target: 12 h at one every 10 s, in 70 kB. */
const historyLength = 4320;
const mostEvents = 100;

export type CheckEvent = FrameOf<"events">["events"][number];

export interface Judged {
  name: string;
  /** A slower answer is a warning; milliseconds. */
  warn?: number | undefined;
  severity: "critical" | "warning";
}

export interface Entry {
  target: Judged;
  state: State;
  /** Undefined until the first check. */
  result: Finding["result"] | undefined;
  /** How far its clock is ahead, milliseconds, where it tells. */
  skewMs: number | undefined;
  /** Findings so far. */
  checks: number;
  /** Milliseconds; null while it did not answer. */
  latency: TimeSeries;
  uptime: Uptime;
}

/** What is known of every target, from one finding after the other. */
export class TargetBook {
  readonly #entries = new Map<string, Entry>();
  #events: CheckEvent[] = [];
  #eventCount = 0;
  readonly upHistory = new TimeSeries(historyLength);
  /** Where its memory begins, epoch milliseconds. */
  readonly startedAt = Date.now();
  readonly #holdMs: number;

  /** @param holdMs how long a finding stands without the next one */
  constructor(holdMs: number) {
    this.#holdMs = holdMs;
  }

  get entries(): Entry[] {
    return [...this.#entries.values()];
  }

  /** Newest first. */
  get events(): CheckEvent[] {
    return this.#events;
  }

  get upCount(): number {
    return this.entries.filter(({ result }) => result === "up").length;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  get(name: string): Entry | undefined {
    return this.#entries.get(name);
  }

  add(target: Judged): void {
    const { name } = target;
    const since = Date.now();
    const state: State = { id: name, name, level: "unknown", value: "", reason: "not checked yet", since };
    this.#entries.set(name, {
      target,
      state,
      result: undefined,
      skewMs: undefined,
      checks: 0,
      latency: new TimeSeries(historyLength),
      uptime: new Uptime(this.#holdMs),
    });
  }

  remove(name: string): void {
    this.#entries.delete(name);
  }

  /** @param at when the check began, epoch milliseconds */
  record(name: string, finding: Finding, at: number): void {
    const entry = this.#entries.get(name);
    if (!entry) return;
    const before = entry.state;
    const first = entry.result === undefined;
    const judged = judge(finding, entry.target);
    const changed = first || judged.level !== before.level;
    entry.state = { ...before, ...judged, since: changed ? Date.now() : before.since };
    entry.result = finding.result;
    entry.skewMs = finding.result === "up" ? finding.skewMs : undefined;
    entry.checks += 1;
    entry.uptime.record(finding.result, Date.now());
    entry.latency.add(at, finding.result === "up" ? finding.latencyMs : null);
    if (changed && !(first && judged.level === "ok")) this.#note(entry.state, first ? undefined : before);
  }

  /** Keeps how many targets answer, to be called once per cadence. */
  sampleUp(): void {
    this.upHistory.add(Date.now(), this.upCount);
  }

  /** Everything that is wrong now, as alarms. What was not checked yet is no alarm. */
  conditions(): Condition[] {
    return this.entries.flatMap(({ state: { id, name, level, reason }, result, checks }) =>
      result === undefined || level === "ok"
        ? []
        : [{ identity: id, name, severity: level, summary: reason, labels: { target: name }, checks }],
    );
  }

  /** Of the clocks that can be seen, the one that is furthest off. */
  skew(): { ms: number; of: string } | undefined {
    const told = this.entries.flatMap(({ target, skewMs: ms }) => (ms === undefined ? [] : [{ ms, of: target.name }]));
    return told.toSorted((a, b) => Math.abs(b.ms) - Math.abs(a.ms))[0];
  }

  #note({ name, level, reason, since }: State, before: State | undefined): void {
    this.#eventCount += 1;
    const text = level === "ok" && before ? `ok again after ${spokenDuration(since - before.since)}` : reason;
    this.#events.unshift({ id: String(this.#eventCount), at: since, level, subject: name, text });
    this.#events = this.#events.slice(0, mostEvents);
  }
}

function judge(finding: Finding, { warn, severity }: Judged): Pick<State, "level" | "value" | "reason"> {
  if (finding.result === "down") return { level: severity, value: "", reason: finding.reason };
  if (finding.result === "unknown") return { level: "unknown", value: "", reason: finding.reason };
  const { latencyMs, warning } = finding;
  const slow = warn !== undefined && latencyMs > warn ? `slow: the limit is ${latencyText(warn)}` : undefined;
  const reason = [slow, warning].filter((words) => words !== undefined).join("; ");
  return { level: reason === "" ? "ok" : "warning", value: latencyText(latencyMs), reason };
}
