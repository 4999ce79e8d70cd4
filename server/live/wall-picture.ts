import type { AlarmChange } from "../alarms/alarm-book.ts";
import type { Frame } from "../protocol/frames.ts";
import type { Alarm, MessageOf, PanelFault, PanelFrame, SourceState } from "../protocol/messages.ts";
import type { Wall } from "../protocol/wall.ts";

/** The wall and the newest of all that it shows. Each change answers with the message that tells it, where it is one. */
export class WallPicture {
  readonly #frames = new Map<string, PanelFrame>();
  readonly #faults = new Map<string, PanelFault>();
  readonly #publishedAt = new Map<string, { seq: number; at: number }>();
  readonly #sources = new Map<string, SourceState>();
  readonly #alarms = new Map<string, Alarm>();
  #alarmLoad = 0;
  #wall: Wall;

  constructor(wall: Wall) {
    this.#wall = wall;
  }

  get sources(): SourceState[] {
    return [...this.#sources.values()];
  }

  sourceState(id: string): SourceState | undefined {
    return this.#sources.get(id);
  }

  get alarms(): Alarm[] {
    return [...this.#alarms.values()];
  }

  /** All of it, for a newcomer. */
  whole(): Pick<MessageOf<"welcome">, "wall" | "sources" | "alarms" | "frames" | "faults" | "alarmLoad" | "now"> {
    return {
      wall: this.#wall,
      sources: this.sources,
      alarms: this.alarms,
      frames: [...this.#frames.values()],
      faults: [...this.#faults.values()],
      alarmLoad: this.#alarmLoad,
      now: Date.now(),
    };
  }

  /** What a panel shows, and what is wrong with its query. */
  ofPanel(panel: string): (MessageOf<"frame"> | MessageOf<"fault">)[] {
    const frame = this.#frames.get(panel);
    const fault = this.#faults.get(panel);
    return [
      ...(frame ? [{ type: "frame" as const, ...frame }] : []),
      ...(fault ? [{ type: "fault" as const, ...fault }] : []),
    ];
  }

  /** Milliseconds since this frame was published; undefined if it is no longer the newest. */
  publishedAgoMs(panel: string, seq: number): number | undefined {
    const published = this.#publishedAt.get(panel);
    return published?.seq === seq ? performance.now() - published.at : undefined;
  }

  /** What no panel or source of the wall shows any more is forgotten. */
  setWall(wall: Wall): MessageOf<"wall"> {
    this.#wall = wall;
    const panels = new Set(wall.pages.flatMap((page) => page.panels.map(({ id }) => id)));
    for (const known of [this.#frames, this.#faults, this.#publishedAt]) forgetOthers(known, panels);
    forgetOthers(this.#sources, new Set(wall.sources.map(({ id }) => id)));
    return { type: "wall", wall };
  }

  setFrame(panel: string, frame: Frame, observedAt: number): MessageOf<"frame"> {
    const seq = (this.#frames.get(panel)?.seq ?? 0) + 1;
    const next = { panel, seq, observedAt, frame };
    this.#frames.set(panel, next);
    this.#faults.delete(panel);
    this.#publishedAt.set(panel, { seq, at: performance.now() });
    return { type: "frame", ...next };
  }

  /** The panel's query has no answer: what was shown stays, with its date and the reason. */
  setFault(panel: string, reason: string): MessageOf<"fault"> | undefined {
    if (this.#faults.get(panel)?.reason === reason) return undefined;
    this.#faults.set(panel, { panel, reason });
    return { type: "fault", panel, reason };
  }

  setSource(state: SourceState): MessageOf<"source"> {
    this.#sources.set(state.id, state);
    return { type: "source", ...state };
  }

  applyAlarm(change: AlarmChange): void {
    if (change.type === "alarm") this.#alarms.set(change.alarm.id, change.alarm);
    else this.#alarms.delete(change.id);
  }

  /** @param raised alarms in the last ten minutes */
  setAlarmLoad(raised: number): MessageOf<"alarm-load"> | undefined {
    if (raised === this.#alarmLoad) return undefined;
    this.#alarmLoad = raised;
    return { type: "alarm-load", raised };
  }
}

function forgetOthers(known: Map<string, unknown>, ids: ReadonlySet<string>): void {
  for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
}
