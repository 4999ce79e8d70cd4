import type { Socket } from "node:net";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import type { AlarmChange } from "../alarms/alarm-book.ts";
import type { AlarmIntent } from "../alarms/carry-out.ts";
import type { ClientMessage } from "../protocol/client-messages.ts";
import type { Frame } from "../protocol/frames.ts";
import { type Alarm, closeCode, protocolVersion, type ServerMessage, type SourceState } from "../protocol/messages.ts";
import type { SeenWall } from "../protocol/steering.ts";
import type { Wall } from "../protocol/wall.ts";
import type { SessionNews } from "../sessions/session-news.ts";
import type { SignedIn } from "../sessions/session-record.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { Connection, type SessionLook } from "./connection.ts";
import { SocketBook } from "./socket-book.ts";
import { Steering } from "./steering.ts";
import { textFrame } from "./text-frame.ts";
import { WallPicture } from "./wall-picture.ts";

const mostConnections = 500;
const mostPerSession = 16;

export interface HubOptions {
  log: Logger;
  sessions: SessionLook & Pick<Sessions, "usedBySocket">;
  /** Carries out what an operator asks; the answer is why not, or nothing. */
  obey(intent: AlarmIntent, user: string): string | undefined;
  /** A frame reached a screen, so many milliseconds after it was published. `onWall`: that of a wall, and not an operator's. */
  onDrawn(ms: number, onWall: boolean): void;
}

/** Everyone who looks at the present picture. A newcomer gets all of it at once, and then what changes. */
export class Hub {
  readonly #options: HubOptions;
  readonly #connections = new Map<Connection, { watched: Set<string> | undefined }>();
  readonly #sockets = new SocketBook();
  readonly #picture: WallPicture;
  readonly #steering: Steering;
  #droppedFrames = 0;

  constructor(wall: Wall, options: HubOptions) {
    this.#picture = new WallPicture(wall);
    this.#steering = new Steering(options.log);
    this.#options = options;
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Messages that a newer one replaced before a slow client took them, since the start. */
  get droppedFrames(): number {
    return this.#droppedFrames;
  }

  /** Somebody's wall looks on, and answers pings. */
  get hasWall(): boolean {
    return [...this.#connections.keys()].some(isWall);
  }

  get sources(): SourceState[] {
    return this.#picture.sources;
  }

  sourceState(id: string): SourceState | undefined {
    return this.#picture.sourceState(id);
  }

  get alarms(): Alarm[] {
    return this.#picture.alarms;
  }

  setWall(wall: Wall): void {
    this.#broadcast("wall", this.#picture.setWall(wall));
  }

  setFrame(panel: string, frame: Frame, observedAt: number): void {
    this.#show(panel, this.#picture.setFrame(panel, frame, observedAt));
  }

  /** The panel's query has no answer: what was shown stays, with its date and the reason. */
  setFault(panel: string, reason: string): void {
    const message = this.#picture.setFault(panel, reason);
    if (message) this.#show(panel, message);
  }

  /** To whoever watches the panel: of its frames and faults only the newest counts. */
  #show(panel: string, message: ServerMessage): void {
    const frame = textFrame(JSON.stringify(message));
    for (const [connection, { watched }] of this.#connections) {
      if (!watched || watched.has(panel)) connection.put(`frame ${panel}`, frame);
    }
  }

  setSource(state: SourceState): void {
    this.#broadcast(`source ${state.id}`, this.#picture.setSource(state));
  }

  applyAlarms(changes: AlarmChange[]): void {
    for (const change of changes) {
      this.#picture.applyAlarm(change);
      this.#broadcast(`alarm ${change.type === "alarm" ? change.alarm.id : change.id}`, change);
    }
  }

  /** @param raised alarms in the last ten minutes */
  setAlarmLoad(raised: number): void {
    const message = this.#picture.setAlarmLoad(raised);
    if (message) this.#broadcast("alarm-load", message);
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

  /** The screens that hang on a session here. */
  wallsOf(sessionId: string): SeenWall[] {
    return this.#steering.wallsOf(sessionId);
  }

  /** @param stream what the websocket lies on */
  join(socket: WebSocket, session: SignedIn, stream: Socket): void {
    if (this.#connections.size >= mostConnections || this.#sockets.of(session.id).length >= mostPerSession) {
      socket.close(closeCode.tooMany, "too many sockets");
      return;
    }
    const connection = new Connection(socket, {
      session,
      stream,
      sessions: this.#options.sessions,
      log: this.#options.log,
      events: {
        message: (connection, message) => this.#receive(connection, message),
        replaced: () => {
          this.#droppedFrames += 1;
        },
        closed: (connection) => {
          this.#connections.delete(connection);
          this.#sockets.remove(connection);
          this.#steering.forget(connection);
        },
      },
    });
    this.#connections.set(connection, { watched: undefined });
    this.#sockets.add(connection);
    connection.send("welcome", {
      type: "welcome",
      protocol: protocolVersion,
      session: connection.told(),
      ...this.#picture.whole(),
    });
  }

  /** Closes every socket: the server is going away, and walls may come back. */
  close(): void {
    for (const connection of this.#connections.keys()) connection.close(1001, "server stops");
  }

  #broadcast(key: string, message: ServerMessage): void {
    const frame = textFrame(JSON.stringify(message));
    for (const connection of this.#connections.keys()) connection.put(key, frame);
  }

  #receive(connection: Connection, message: ClientMessage): void {
    switch (message.type) {
      case "watch":
        this.#watch(connection, new Set(message.panels));
        return;
      case "drawn": {
        const agoMs = this.#picture.publishedAgoMs(message.panel, message.seq);
        if (agoMs !== undefined) this.#options.onDrawn(agoMs, isWall(connection));
        return;
      }
      case "in-use":
        if (connection.session.unlocked) void this.#used(connection.session.id);
        return;
      case "stage":
        this.#steering.report(connection, message.stage);
        return;
      case "oversee":
        this.#answer(connection, this.#steering.oversee(connection));
        return;
      case "steer":
        this.#answer(connection, this.#steering.steer(connection, message));
        if (connection.session.unlocked) void this.#used(connection.session.id);
        return;
      case "acknowledge":
      case "unacknowledge":
      case "shelve":
      case "unshelve": {
        this.#answer(connection, this.#carryOut(connection.session, message));
        if (connection.session.unlocked) void this.#used(connection.session.id);
      }
    }
  }

  #answer(connection: Connection, refusal: string | undefined): void {
    if (refusal !== undefined) connection.send("refused", { type: "refused", reason: refusal });
  }

  #watch(connection: Connection, panels: Set<string>): void {
    const before = this.#connections.get(connection)?.watched;
    this.#connections.set(connection, { watched: panels });
    if (!before) return;
    for (const panel of panels) {
      if (before.has(panel)) continue;
      for (const message of this.#picture.ofPanel(panel)) connection.send(`frame ${panel}`, message);
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

/** An unlocked wall has its operator's role, and is still a wall. */
function isWall({ session: { role, unlocked } }: Connection): boolean {
  return role === "wall" || unlocked !== undefined;
}
