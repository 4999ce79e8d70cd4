import { isDeepStrictEqual } from "node:util";
import type { Level } from "../protocol/frames.ts";
import type { Alarm, Severity } from "../protocol/messages.ts";
import type { Condition } from "../sources/define.ts";
import { FlapTrack } from "./flapping.ts";
import type { Muted } from "./muting.ts";
import type { FlapLimits } from "./rules.ts";

type Acknowledgement = NonNullable<Alarm["acknowledgement"]>;
type Shelving = NonNullable<Alarm["shelving"]>;

/** One look of a source at what it watches. */
export interface Look {
  /** Epoch milliseconds. */
  now: number;
  cadenceMs: number;
  /** How many bad checks in a row make it hard. */
  attempts: number;
  flapping: FlapLimits;
}

/** Sources do not keep their cadence to the millisecond. */
const almost = 0.9;
const longestName = 200;
const longestSummary = 500;

/**
 * All that is known of one thing that is or was wrong. It is an alarm while its source names it, and beyond that while it
 * flaps; its checks are remembered until all that is remembered of them is good.
 */
export class AlarmEntry {
  readonly id: string;
  readonly source: string;
  /** As walls know it; undefined while it is no alarm. */
  shown: Alarm | undefined;
  #alarm: Alarm | undefined;
  /** Something has happened since `#alarm` was made. */
  #isStale = true;
  #muted: Muted | undefined;
  #acknowledgement: Acknowledgement | undefined;
  #shelving: Shelving | undefined;
  /** The remote system's own shelving. */
  #silence: Shelving | undefined;
  readonly #track = new FlapTrack();
  #condition: Condition;
  #present = false;
  #flapping = false;
  #hard = false;
  #severity: Severity;
  #since = 0;
  /** Bad checks in a row. */
  #attempts = 0;
  #checkedAt = Number.NEGATIVE_INFINITY;

  constructor(id: string, source: string, condition: Condition) {
    this.id = id;
    this.source = source;
    this.#condition = condition;
    this.#severity = condition.severity;
  }

  get isAlarm(): boolean {
    return this.#present || this.#flapping;
  }

  get severity(): Severity {
    return this.#severity;
  }

  get acknowledgement(): Acknowledgement | undefined {
    return this.#acknowledgement;
  }

  get shelving(): Shelving | undefined {
    return this.#shelving;
  }

  /** A remote system has shelved it, and only there can that be ended. */
  get silencedBy(): string | undefined {
    return this.#silence?.by;
  }

  /** All of its checks that are remembered were good. */
  get isForgettable(): boolean {
    return !this.isAlarm && this.#track.worst === "ok";
  }

  /** Its source names it. */
  see(condition: Condition, look: Look): void {
    const turned = !this.#present || condition.severity !== this.#condition.severity;
    const again = condition.checks === undefined ? this.#isDue(look) : condition.checks !== this.#condition.checks;
    if (turned || again) {
      this.#check(condition.severity, look.now);
      this.#attempts += 1;
    }
    const { shelved } = condition;
    const at = this.#silence?.at ?? look.now;
    this.#silence = shelved && shelved.until > look.now ? { ...shelved, at } : undefined;
    this.#condition = condition;
    this.#judge({ present: true }, look);
  }

  /** Its source has looked, and does not name it. */
  miss(look: Look): void {
    if (this.#present || this.#isDue(look)) this.#check("ok", look.now);
    this.#attempts = 0;
    this.#judge({ present: false }, look);
  }

  /** The rules have changed. */
  reconsider(look: Look): void {
    this.#judge({ present: this.#present }, look);
  }

  /** What people do, or what they had done before a restart; undefined takes it back. */
  handle(handling: { acknowledgement?: Acknowledgement | undefined; shelving?: Shelving | undefined }): void {
    if ("acknowledgement" in handling) this.#acknowledgement = handling.acknowledgement;
    if ("shelving" in handling) this.#shelving = handling.shelving;
    this.#isStale = true;
  }

  mute(muted: Muted | undefined): void {
    if (muted?.why === this.#muted?.why && muted?.by === this.#muted?.by) return;
    this.#muted = muted;
    this.#isStale = true;
  }

  /** What has run out asks for attention again. */
  expire(now: number): void {
    const isOver = (one: { until: number } | undefined) => one !== undefined && one.until <= now;
    if (isOver(this.#acknowledgement)) this.handle({ acknowledgement: undefined });
    if (isOver(this.#shelving)) this.handle({ shelving: undefined });
    if (!isOver(this.#silence)) return;
    this.#silence = undefined;
    this.#isStale = true;
  }

  /** As it is now: the very one that is shown, if nothing is different. */
  alarm(): Alarm | undefined {
    if (!this.#isStale) return this.#alarm;
    const alarm = this.#derive();
    this.#alarm = isDeepStrictEqual(alarm, this.shown) ? this.shown : alarm;
    this.#isStale = false;
    return this.#alarm;
  }

  #derive(): Alarm | undefined {
    if (!this.isAlarm) return undefined;
    const { name, summary, labels } = this.#condition;
    const { id, source } = this;
    const acknowledgement = this.#acknowledgement;
    const shelving = this.#silence ?? this.#shelving;
    const muted = this.#muted;
    return {
      id,
      source,
      name: name.slice(0, longestName),
      severity: this.#severity,
      process: this.#present ? "active" : "cleared",
      workflow: shelving ? "shelved" : acknowledgement ? "acknowledged" : "unacknowledged",
      state: this.#hard ? "hard" : "soft",
      flapping: this.#flapping,
      since: this.#since,
      summary: summary.slice(0, longestSummary),
      labels,
      ...(acknowledgement && { acknowledgement }),
      ...(shelving && { shelving }),
      ...(muted && { muted }),
    };
  }

  /** Whether it is a new check that tells the same again. A clock that was set back is no reason to wait. */
  #isDue({ now, cadenceMs }: Look): boolean {
    return now < this.#checkedAt || now - this.#checkedAt >= almost * cadenceMs;
  }

  #check(level: Level, now: number): void {
    this.#track.add(level);
    this.#checkedAt = now;
  }

  #judge({ present }: { present: boolean }, { now, attempts, flapping }: Look): void {
    const wasAlarm = this.isAlarm;
    this.#isStale = true;
    this.#present = present;
    this.#flapping = this.#track.isFlapping(this.#flapping, flapping);
    if (!this.isAlarm) return this.#end();
    const worst = this.#flapping ? this.#track.worst : "ok";
    // What swings between warning and critical is not to ask again at each swing.
    const severity = worst === "ok" ? this.#condition.severity : worst;
    if (!wasAlarm || severity !== this.#severity) this.#since = now;
    // Whoever acknowledged a warning has not seen the critical that it became.
    if (wasAlarm && severity === "critical" && this.#severity !== "critical") this.#forgetHandling();
    this.#severity = severity;
    this.#hard ||= this.#flapping || this.#attempts >= attempts;
  }

  #end(): void {
    this.#forgetHandling();
    this.#silence = undefined;
    this.#hard = false;
  }

  #forgetHandling(): void {
    this.handle({ acknowledgement: undefined, shelving: undefined });
  }
}
