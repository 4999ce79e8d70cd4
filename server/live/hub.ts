import { Buffer } from "node:buffer";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import type { AlarmChange } from "../alarms/alarm-book.ts";
import type { AlarmIntent } from "../alarms/carry-out.ts";
import type { Frame } from "../protocol/frames.ts";
import {
  type Alarm,
  type ClientMessage,
  closeCode,
  type PanelFault,
  type PanelFrame,
  protocolVersion,
  type ServerMessage,
  type SourceState,
} from "../protocol/messages.ts";
import type { Wall } from "../protocol/wall.ts";
import type { SessionNews } from "../sessions/session-news.ts";
import type { SignedIn } from "../sessions/session-record.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { Connection, type SessionLook } from "./connection.ts";
import { SocketBook } from "./socket-book.ts";

const mostConnections = 500;
const mostPerSession = 16;

export interface HubOptions {
  log: Logger;
  sessions: SessionLook & Pick<Sessions, "usedBySocket">;
  /** Carries out what an operator asks; the answer is why not, or nothing. */
  obey(intent: AlarmIntent, user: string): string | undefined;
  /** A frame reached a screen, so many milliseconds after it was published. */
  onDrawn(ms: number): void;
  onReplaced(): void;
}

/** The present picture, and everyone who looks at it. A newcomer gets all of it at once, and then what changes. */
export class Hub {
  readonly #options: HubOptions;
  readonly #connections = new Map<Connection, { watched: Set<string> | undefined }>();
  readonly #sockets = new SocketBook();
  readonly #frames = new Map<string, PanelFrame>();
  readonly #faults = new Map<string, PanelFault>();
  readonly #publishedAt = new Map<string, { seq: number; at: number }>();
  readonly #sources = new Map<string, SourceState>();
  readonly #alarms = new Map<string, Alarm>();
  #alarmLoad = 0;
  #wall: Wall;

  constructor(wall: Wall, options: HubOptions) {
    this.#wall = wall;
    this.#options = options;
  }

  get connections(): number {
    return this.#connections.size;
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

  /** The wall has changed: what no panel or source of it shows any more is forgotten. */
  setWall(wall: Wall): void {
    this.#wall = wall;
    const panels = new Set(wall.pages.flatMap((page) => page.panels.map(({ id }) => id)));
    for (const id of this.#frames.keys()) if (!panels.has(id)) this.#frames.delete(id);
    for (const id of this.#faults.keys()) if (!panels.has(id)) this.#faults.delete(id);
    for (const id of this.#publishedAt.keys()) if (!panels.has(id)) this.#publishedAt.delete(id);
    const sources = new Set(wall.sources.map(({ id }) => id));
    for (const id of this.#sources.keys()) if (!sources.has(id)) this.#sources.delete(id);
    this.#broadcast("wall", { type: "wall", wall });
  }

  setFrame(panel: string, frame: Frame, observedAt: number): void {
    const seq = (this.#frames.get(panel)?.seq ?? 0) + 1;
    const next = { panel, seq, observedAt, frame };
    this.#frames.set(panel, next);
    this.#faults.delete(panel);
    this.#publishedAt.set(panel, { seq, at: performance.now() });
    this.#show(panel, { type: "frame", ...next });
  }

  /** The panel's query has no answer: what was shown stays, with its date and the reason. */
  setFault(panel: string, reason: string): void {
    if (this.#faults.get(panel)?.reason === reason) return;
    this.#faults.set(panel, { panel, reason });
    this.#show(panel, { type: "fault", panel, reason });
  }

  /** To whoever watches the panel: of its frames and faults only the newest counts. */
  #show(panel: string, message: ServerMessage): void {
    const bytes = serialise(message);
    for (const [connection, { watched }] of this.#connections) {
      if (!watched || watched.has(panel)) connection.put(`frame ${panel}`, bytes);
    }
  }

  setSource(state: SourceState): void {
    this.#sources.set(state.id, state);
    this.#broadcast(`source ${state.id}`, { type: "source", ...state });
  }

  applyAlarms(changes: AlarmChange[]): void {
    for (const change of changes) {
      const id = change.type === "alarm" ? change.alarm.id : change.id;
      if (change.type === "alarm") this.#alarms.set(id, change.alarm);
      else this.#alarms.delete(id);
      this.#broadcast(`alarm ${id}`, change);
    }
  }

  /** @param raised alarms in the last ten minutes */
  setAlarmLoad(raised: number): void {
    if (raised === this.#alarmLoad) return;
    this.#alarmLoad = raised;
    this.#broadcast("alarm-load", { type: "alarm-load", raised });
  }

  pulse(): void {
    this.#broadcast("pulse", { type: "pulse", now: Date.now() });
  }

  /** How many sockets each session has, of those that have any. */
  get socketsOfSessions(): number[] {
    return this.#sockets.counts;
  }

  /** How many sockets hang on a session here. */
  socketsOf(sessionId: string): number {
    return this.#sockets.of(sessionId).length;
  }

  holds(sessionId: string): boolean {
    return this.socketsOf(sessionId) > 0;
  }

  /** A session ended: so do its sockets. It moved: they go along. */
  hear(news: SessionNews): void {
    if (news.type === "ended") {
      for (const connection of this.#sockets.of(news.id)) connection.close(closeCode.sessionEnded, "session ended");
    } else for (const connection of this.#sockets.move(news.from, news.to)) void connection.moveTo(news.to);
  }

  /** Something of the sessions may have changed unheard: every socket looks for its own. */
  doubt(): void {
    for (const connection of this.#connections.keys()) void connection.look();
  }

  join(socket: WebSocket, session: SignedIn): void {
    if (this.#connections.size >= mostConnections || this.#sockets.of(session.id).length >= mostPerSession) {
      socket.close(closeCode.tooMany, "too many sockets");
      return;
    }
    const connection = new Connection(socket, {
      session,
      sessions: this.#options.sessions,
      log: this.#options.log,
      events: {
        message: (connection, message) => this.#receive(connection, message),
        replaced: this.#options.onReplaced,
        closed: (connection) => {
          this.#connections.delete(connection);
          this.#sockets.remove(connection);
        },
      },
    });
    this.#connections.set(connection, { watched: undefined });
    this.#sockets.add(connection);
    connection.send("welcome", {
      type: "welcome",
      protocol: protocolVersion,
      session: connection.told(),
      wall: this.#wall,
      sources: this.sources,
      alarms: this.alarms,
      frames: [...this.#frames.values()],
      faults: [...this.#faults.values()],
      alarmLoad: this.#alarmLoad,
      now: Date.now(),
    });
  }

  /** Closes every socket: the server is going away, and walls may come back. */
  close(): void {
    for (const connection of this.#connections.keys()) connection.close(1001, "server stops");
  }

  #broadcast(key: string, message: ServerMessage): void {
    const bytes = serialise(message);
    for (const connection of this.#connections.keys()) connection.put(key, bytes);
  }

  #receive(connection: Connection, message: ClientMessage): void {
    switch (message.type) {
      case "watch":
        this.#watch(connection, new Set(message.panels));
        return;
      case "drawn": {
        const published = this.#publishedAt.get(message.panel);
        if (published?.seq === message.seq) this.#options.onDrawn(performance.now() - published.at);
        return;
      }
      case "in-use":
        if (connection.session.unlocked) void this.#used(connection.session.id);
        return;
      case "acknowledge":
      case "unacknowledge":
      case "shelve":
      case "unshelve": {
        const refusal = this.#carryOut(connection.session, message);
        if (refusal !== undefined) connection.send("refused", { type: "refused", reason: refusal });
        if (connection.session.unlocked) void this.#used(connection.session.id);
      }
    }
  }

  #watch(connection: Connection, panels: Set<string>): void {
    const before = this.#connections.get(connection)?.watched;
    this.#connections.set(connection, { watched: panels });
    if (!before) return;
    for (const panel of panels) {
      if (before.has(panel)) continue;
      const frame = this.#frames.get(panel);
      const fault = this.#faults.get(panel);
      if (frame) connection.send(`frame ${panel}`, { type: "frame", ...frame });
      if (fault) connection.send(`frame ${panel}`, { type: "fault", ...fault });
    }
  }

  /** An unlocked wall is in use: it does not lock itself yet, and each of its sockets hears until when. */
  async #used(sessionId: string): Promise<void> {
    await this.#options.sessions.usedBySocket(sessionId).catch(() => undefined);
    for (const connection of this.#sockets.of(sessionId)) void connection.look();
  }

  #carryOut({ user, role }: SignedIn, intent: AlarmIntent): string | undefined {
    if (role === "wall") return `a wall may not ${intent.type} alarms; unlock it, or sign in as an operator`;
    return this.#options.obey(intent, user);
  }
}

function serialise(message: ServerMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
