import type { Frame } from "../../server/protocol/frames.ts";
import type {
  Alarm,
  MessageOf,
  PanelFrame,
  ServerMessage,
  Session,
  SourceState,
} from "../../server/protocol/messages.ts";
import type { Wall } from "../../server/protocol/wall.ts";
import type { LinkState } from "./link-state.ts";
import { onScreen } from "./screen.ts";

/** What a part of the wall can listen to. A panel listens to its own topic only, so that one frame draws one panel. */
export type Topic =
  | "wall"
  | "sources"
  | "alarms"
  | "link"
  | "session"
  | "refusal"
  | "pulse"
  | "clock"
  | `panel ${string}`;

/** `…Tick`: an instant on this machine's monotonic clock, performance.now(), which no set clock can move. */
export interface Picture {
  seq: number;
  frame: Frame;
  observedTick: number;
}

export interface SeenSource {
  state: SourceState;
  sinceTick: number;
  observedTick: number | undefined;
}

export interface Refusal {
  reason: string;
}

/** The time all ages on the wall are told by, moved on once a second. `now` is the server's clock, epoch milliseconds. */
export interface Clock {
  now: number;
  tick: number;
}

/** The picture that the server sent, by topic. What it hands out is never changed, only replaced. */
export class WallStore {
  readonly #listeners = new Map<Topic, Set<() => void>>();
  readonly #pictures = new Map<string, Picture>();
  readonly #faults = new Map<string, string>();
  readonly #schedule: (tell: () => void) => void;
  readonly #screen: number;
  readonly #changed = new Set<Topic>();
  #topics: ReadonlyMap<string, Topic> = new Map();
  #wall: Wall | undefined;
  #sources: ReadonlyMap<string, SeenSource> = new Map();
  #alarms: ReadonlyMap<string, Alarm> = new Map();
  #alarmLoad = 0;
  #session: Session | undefined;
  #refusal: Refusal | undefined;
  #link: LinkState = { kind: "connecting" };
  #pulses = 0;
  #pulse: Clock = { now: 0, tick: 0 };
  #clock: Clock = { now: 0, tick: 0 };

  /**
   * `schedule` decides when listeners are told of what has changed since they last were: each topic once, all in one go.
   * `screen`: whose pages.
   */
  constructor(schedule: (tell: () => void) => void = (tell) => tell(), screen = 1) {
    this.#schedule = schedule;
    this.#screen = screen;
  }

  readonly wall = () => this.#wall;
  /** Told of when one is not as it was; that it was heard again is read by the clock. */
  readonly sources = () => this.#sources;
  readonly alarms = () => this.#alarms;
  /** How many alarms were raised in the last ten minutes. */
  readonly alarmLoad = () => this.#alarmLoad;
  readonly link = () => this.#link;
  readonly session = () => this.#session;
  /** The last thing that the server would not do; a new object for each. */
  readonly refusal = () => this.#refusal;
  readonly clock = () => this.#clock;
  /** How many pulses came since the page was loaded. */
  readonly pulses = () => this.#pulses;
  readonly picture = (panel: string) => this.#pictures.get(panel);
  /** Why the panel has no newer picture though its source sees. */
  readonly fault = (panel: string) => this.#faults.get(panel);

  /** The server's clock at this moment: its last pulse and the time since its receipt. */
  serverNow(): number {
    return this.#pulse.now + performance.now() - this.#pulse.tick;
  }

  subscribe(topic: Topic, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) this.#listeners.delete(topic);
    };
  }

  moveClock(): void {
    this.#clock = { now: this.serverNow(), tick: performance.now() };
    this.#tell("clock");
  }

  setLink(link: LinkState): void {
    this.#link = link;
    this.#tell("link");
  }

  receive(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        return this.#welcome(message);
      case "pulse":
        return this.#setPulse(message.now);
      case "frame":
        return this.#setPicture(message);
      case "wall":
        return this.#setWall(message.wall);
      case "fault":
        this.#faults.set(message.panel, message.reason);
        return this.#tell(`panel ${message.panel}`);
      case "source":
        return this.#setSource(message);
      case "alarm":
        this.#alarms = new Map(this.#alarms).set(message.alarm.id, message.alarm);
        return this.#tell("alarms");
      case "alarm-gone":
        this.#alarms = new Map([...this.#alarms].filter(([id]) => id !== message.id));
        return this.#tell("alarms");
      case "alarm-load":
        this.#alarmLoad = message.raised;
        return this.#tell("alarms");
      case "session":
        return this.#setSession(message);
      case "refused":
        this.#refusal = { reason: message.reason };
        return this.#tell("refusal");
      // For what is loaded for it.
      case "steering":
        return undefined;
    }
  }

  /** A server that has just started knows no frames yet: those on screen stay, with their age. */
  #welcome(message: MessageOf<"welcome">): void {
    this.#setPulse(message.now);
    this.moveClock();
    this.#setWall(message.wall);
    this.#sources = new Map(message.sources.map((state) => [state.id, this.#seen(state)]));
    this.#alarms = new Map(message.alarms.map((alarm) => [alarm.id, alarm]));
    this.#alarmLoad = message.alarmLoad ?? 0;
    this.#setSession(message.session);
    this.#tell("sources");
    this.#tell("alarms");
    const faulty = [...this.#faults.keys()];
    this.#faults.clear();
    for (const frame of message.frames) this.#setPicture(frame);
    for (const { panel, reason } of message.faults) this.#faults.set(panel, reason);
    for (const panel of [...faulty, ...this.#faults.keys()]) this.#tell(`panel ${panel}`);
  }

  #setSession({ user, role, expiresAt, unlockedUntil, unlockedAtMost }: Session): void {
    this.#session = {
      user,
      role,
      expiresAt,
      ...(unlockedUntil !== undefined && { unlockedUntil }),
      ...(unlockedAtMost !== undefined && { unlockedAtMost }),
    };
    this.#tell("session");
  }

  #setWall(all: Wall): void {
    const wall = onScreen(all, this.#screen);
    this.#wall = wall;
    this.#topics = new Map(wall.pages.flatMap((page) => page.panels.map(({ id }) => [id, `panel ${id}` as const])));
    for (const panel of this.#pictures.keys()) if (!this.#topics.has(panel)) this.#pictures.delete(panel);
    for (const panel of this.#faults.keys()) if (!this.#topics.has(panel)) this.#faults.delete(panel);
    this.#tell("wall");
  }

  #setPicture({ panel, seq, frame, observedAt }: PanelFrame): void {
    const topic = this.#topics.get(panel);
    if (topic === undefined) return;
    this.#faults.delete(panel);
    this.#pictures.set(panel, { seq, frame, observedTick: this.#tickOf(observedAt) });
    this.#tell(topic);
  }

  /** That it was heard once more, and is as it was, shows with the next second, as all ages do. */
  #setSource(state: SourceState): void {
    const before = this.#sources.get(state.id)?.state;
    this.#sources = new Map(this.#sources).set(state.id, this.#seen(state));
    if (!before || wordsOf(before) !== wordsOf(state)) this.#tell("sources");
  }

  #setPulse(now: number): void {
    this.#pulse = { now, tick: performance.now() };
    this.#pulses += 1;
    this.#tell("pulse");
  }

  #seen(state: SourceState): SeenSource {
    const observedTick = state.observedAt === undefined ? undefined : this.#tickOf(state.observedAt);
    return { state, sinceTick: this.#tickOf(state.since), observedTick };
  }

  /** The same as now less the age by the server's clock, and never ahead. */
  #tickOf(epoch: number): number {
    return Math.min(performance.now(), this.#pulse.tick + epoch - this.#pulse.now);
  }

  #tell(topic: Topic): void {
    const isFirst = this.#changed.size === 0;
    this.#changed.add(topic);
    if (isFirst) this.#schedule(() => this.#tellAll());
  }

  #tellAll(): void {
    const topics = [...this.#changed];
    this.#changed.clear();
    for (const topic of topics) for (const listener of this.#listeners.get(topic) ?? []) listener();
  }
}

/** What is said of a source besides when it was last heard. */
function wordsOf({ freshness, since, skew, detail }: SourceState): string {
  return JSON.stringify([freshness, since, skew, detail]);
}
