import type { Severity } from "../../server/protocol/messages.ts";
import type { SoundPlan, Wall } from "../../server/protocol/wall.ts";
import type { WallStore } from "../link/store.ts";
import type { ByHand } from "../wall/by-hand.ts";
import { openAlarms } from "../wall/calling.ts";
import { isWithin, minuteOfDay } from "../wall/hours.ts";
import { type Calling, repeat } from "./repeat.ts";
import { isReached } from "./self-test-time.ts";
import type { Speaker } from "./speaker.ts";

/** A failed self-test is done again after so long, until one passes. */
const retestMs = 600_000;

/** Whether an alarm would be heard now, and if not, why. */
export type SoundState =
  /** The server says nothing of sound. */
  | { kind: "none" }
  | { kind: "ready" }
  | { kind: "off" }
  /** `until`: by an operator, the server's clock; undefined where the volume is 0. */
  | { kind: "muted"; until?: number }
  /** Quiet hours in which not even criticals sound; they end at this minute of the day. */
  | { kind: "quiet"; until: number }
  | { kind: "blocked" }
  /** `at`: when the self-test failed, the server's clock; undefined where there is no loudspeaker at all. */
  | { kind: "failed"; at: number | undefined };

/** What the sounder needs of a speaker. */
export type Loudspeaker = Pick<Speaker, "state" | "open" | "close" | "play" | "hush" | "test">;

/** What the sounder needs to know of what was set by hand. */
type Hand = Pick<ByHand, "settings" | "subscribe">;

/** Sounds for what calls for somebody, by the wall's plan; proves once a day that it can, and knows when it cannot. */
export class Sounder {
  readonly #store: WallStore;
  readonly #speaker: Loudspeaker;
  readonly #hand: Hand | undefined;
  readonly #listeners = new Set<() => void>();
  #state: SoundState = { kind: "none" };
  #calling: Calling | undefined;
  #warned: ReadonlySet<string> | undefined;
  #minute: number | undefined;
  #isTesting = false;
  #failed: { at: number; againTick: number } | undefined;

  constructor(store: WallStore, speaker: Loudspeaker, hand?: Hand) {
    this.#store = store;
    this.#hand = hand;
    hand?.subscribe(() => this.#move());
    this.#speaker = speaker;
    for (const topic of ["wall", "alarms", "clock", "link"] as const) store.subscribe(topic, () => this.#move());
  }

  readonly state = () => this.#state;

  /** Told whenever `state` changes. The result ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Proves now that it can be heard. Undefined where that says nothing: it is off, or an alarm sounds. */
  async test(): Promise<boolean | undefined> {
    if (this.#calling || this.#isTesting || this.#judgeNow().kind !== "ready") return undefined;
    return this.#prove();
  }

  #judgeNow(): SoundState {
    return this.#judge(this.#store.wall()?.sound, this.#store.serverNow());
  }

  #move(): void {
    const wall = this.#store.wall();
    const now = this.#store.serverNow();
    const state = this.#judge(wall?.sound, now);
    if (wall?.sound && state.kind === "ready") {
      this.#sound(wall, wall.sound, now);
      this.#test(wall.sound, now);
    } else this.#silence();
    this.#tell(state);
  }

  #judge(plan: SoundPlan | undefined, now: number): SoundState {
    if (!plan?.enabled) {
      this.#speaker.close();
      return { kind: plan ? "off" : "none" };
    }
    if (plan.volume === 0) return { kind: "muted" };
    const { muteUntil = 0 } = this.#hand?.settings() ?? {};
    if (now < muteUntil) return { kind: "muted", until: muteUntil };
    const { quietHours } = plan;
    this.#speaker.open(plan.volume);
    const speaker = this.#speaker.state();
    if (speaker === "failed") return { kind: "failed", at: undefined };
    if (speaker === "blocked") return { kind: "blocked" };
    if (quietHours && !quietHours.criticals && isWithin(quietHours, now))
      return { kind: "quiet", until: quietHours.to };
    return { kind: "ready" };
  }

  /** Without the pulse nothing is known of now, and nothing sounds anew: the wall says NO SIGNAL. */
  #sound(wall: Wall, plan: SoundPlan, now: number): void {
    if (this.#store.link().kind !== "live" || this.#speaker.state() !== "ready") return;
    const alarms = [...this.#store.alarms().values()].filter(({ flapping }) => !flapping);
    const open = openAlarms(alarms, wall.sources);
    const idsOf = (severity: Severity) => new Set(open.filter((one) => one.severity === severity).map(({ id }) => id));
    const { calling, isDue } = repeat(this.#calling, idsOf("critical"), performance.now());
    if (isDue) this.#speaker.play("critical");
    if (!calling && this.#calling) this.#speaker.hush();
    this.#calling = calling;
    this.#warn(idsOf("warning"), plan, now);
  }

  /** Those that the wall found when it started are no news. */
  #warn(warnings: ReadonlySet<string>, { warnings: isWanted, quietHours }: SoundPlan, now: number): void {
    const before = this.#warned ?? warnings;
    const isNew = [...warnings].some((id) => !before.has(id));
    this.#warned = warnings;
    const isQuiet = quietHours !== undefined && isWithin(quietHours, now);
    if (isNew && isWanted && !isQuiet && !this.#calling) this.#speaker.play("warning");
  }

  #silence(): void {
    if (this.#calling) this.#speaker.hush();
    this.#calling = undefined;
    this.#minute = undefined;
  }

  #test({ selfTest, quietHours }: SoundPlan, now: number): void {
    if (this.#speaker.state() !== "ready") return;
    const minute = minuteOfDay(now);
    const before = this.#minute ?? minute;
    this.#minute = minute;
    const isDue = selfTest !== undefined && isReached(selfTest, before, minute);
    const isQuiet = quietHours !== undefined && isWithin(quietHours, now);
    const isAgain = !isQuiet && this.#failed !== undefined && performance.now() >= this.#failed.againTick;
    // A critical that sounds is a proof of its own.
    if ((isDue || isAgain) && !this.#calling && !this.#isTesting) void this.#prove();
  }

  /** Whether it was heard; undefined where something broke it off. */
  async #prove(): Promise<boolean | undefined> {
    this.#isTesting = true;
    const isHeard = await this.#speaker.test().catch(() => false);
    this.#isTesting = false;
    // What was broken off by an alarm, or by a change of the plan, says nothing.
    if (this.#calling || this.#judgeNow().kind !== "ready") return undefined;
    const at = this.#store.serverNow();
    this.#failed = isHeard ? undefined : { at, againTick: performance.now() + retestMs };
    this.#move();
    return isHeard;
  }

  #tell(judged: SoundState): void {
    const state: SoundState =
      judged.kind === "ready" && this.#failed ? { kind: "failed", at: this.#failed.at } : judged;
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
