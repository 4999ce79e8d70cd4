import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { Lifetime } from "../lifetime.ts";
import { type ClientMessage, clientMessage } from "../protocol/client-messages.ts";
import { closeCode, type MessageOf, type ServerMessage } from "../protocol/messages.ts";
import { parseMessage } from "../protocol/parse.ts";
import type { SignedIn } from "../sessions/session-record.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { Outbox } from "./outbox.ts";
import { textFrame } from "./text-frame.ts";

const pingEveryMs = 15_000;
const stalledForMs = 30_000;
/** 60 panels at 10 Hz answer with 600 `drawn` a second. */
const mostMessagesPerSecond = 2000;
/** Node's timers cannot wait longer than this at a time. */
const longestTimerMs = 2 ** 31 - 1;
/** A session that ought to have ended is looked for so often while its store does not answer. */
const lookAgainMs = 5000;

/** How a connection asks for its session as it is now. Times are those of the session clock. */
export type SessionLook = Pick<Sessions, "find" | "judgeAlone" | "now" | "toEpoch">;

export interface ConnectionEvents {
  message(connection: Connection, message: ClientMessage): void;
  replaced(): void;
  closed(connection: Connection): void;
}

export interface ConnectionOptions {
  session: SignedIn;
  /** What the websocket lies on. */
  stream: Socket;
  sessions: SessionLook;
  events: ConnectionEvents;
  log: Logger;
}

/** One socket of one session: heartbeat, the session's end, what it may send, and what waits for it. */
export class Connection {
  readonly lifetime = new Lifetime();
  /** Of the other end. */
  readonly address: string;
  readonly #socket: WebSocket;
  readonly #events: ConnectionEvents;
  readonly #sessions: SessionLook;
  readonly #outbox: Outbox;
  readonly #log: Logger;
  #session: SignedIn;
  #answered = true;
  #received = 0;
  #cancelLook: () => void = () => undefined;

  constructor(socket: WebSocket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#session = options.session;
    this.address = options.stream.remoteAddress ?? "";
    this.#sessions = options.sessions;
    this.#events = options.events;
    this.#log = options.log;
    this.#outbox = new Outbox({
      socket,
      stream: options.stream,
      onReplaced: () => this.#events.replaced(),
      onOverflow: () => this.close(closeCode.tooSlow, "too slow"),
    });
    socket.on("pong", () => {
      this.#answered = true;
    });
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("error", (failure) => this.#log.warn({ reason: failure.message }, "socket failed"));
    socket.on("close", () => {
      void this.lifetime.end();
      this.#events.closed(this);
    });
    this.lifetime.every(pingEveryMs, () => this.#beat());
    this.lifetime.every(1000, () => {
      this.#received = 0;
    });
    this.#lookLater();
  }

  get session(): SignedIn {
    return this.#session;
  }

  /** The session as this socket's client is told of it. */
  told(): MessageOf<"welcome">["session"] {
    const { user, role, expiresAt, unlocked } = this.#session;
    const { toEpoch } = this.#sessions;
    const ends = unlocked && {
      unlockedUntil: toEpoch(unlocked.until),
      unlockedAtMost: toEpoch(unlocked.longestUntil),
    };
    return { user, role, expiresAt: toEpoch(expiresAt), ...ends };
  }

  /** The session goes on under another id. */
  async moveTo(id: string): Promise<void> {
    this.#session = { ...this.#session, id };
    await this.look();
  }

  /** Looks what became of the session: ended, renewed, unlocked or locked. */
  async look(): Promise<void> {
    const asked = this.#session;
    const found = await this.#sessions.find(asked.id).catch(() => this.#sessions.judgeAlone(asked));
    if (this.lifetime.over || asked.id !== this.#session.id) return;
    if (found) this.#take(found);
    else this.close(closeCode.sessionEnded, "session ended");
  }

  send(key: string, message: ServerMessage): void {
    this.put(key, textFrame(JSON.stringify(message)));
  }

  /** The same, for a message that was put into its frame once for all. */
  put(key: string, frame: Buffer): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#outbox.put(key, frame);
  }

  close(code: number, reason: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.close(code, reason);
    // A peer that reads nothing does not answer the closing handshake either.
    const timer = setTimeout(() => this.#socket.terminate(), 2000);
    this.#socket.once("close", () => clearTimeout(timer));
  }

  #receive(data: WebSocket.RawData, isBinary: boolean): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#received += 1;
    if (this.#received > mostMessagesPerSecond) {
      this.close(closeCode.tooMany, "too many messages");
      return;
    }
    if (isBinary) {
      this.send("refused", { type: "refused", reason: "binary messages are not understood; send JSON text" });
      return;
    }
    const parsed = parseMessage(clientMessage, textOf(data));
    if (parsed.ok) this.#events.message(this, parsed.value);
    else this.send("refused", { type: "refused", reason: parsed.reason });
  }

  #beat(): void {
    if (!this.#answered) return this.#socket.terminate();
    if (this.#outbox.stalledMs() > stalledForMs) return this.close(closeCode.tooSlow, "too slow");
    this.#answered = false;
    this.#socket.ping();
  }

  #take(session: SignedIn): void {
    const before = this.#session;
    this.#session = session;
    if (!isDeepStrictEqual({ ...before, id: "" }, { ...session, id: "" })) {
      this.send("session", { type: "session", ...this.told() });
    }
    this.#lookLater();
  }

  #lookLater(): void {
    this.#cancelLook();
    const { expiresAt, unlocked } = this.#session;
    const leftMs = Math.min(expiresAt, unlocked?.until ?? expiresAt) - this.#sessions.now();
    const waitMs = leftMs > 0 ? Math.min(leftMs, longestTimerMs) : lookAgainMs;
    this.#cancelLook = this.lifetime.after(waitMs, () => void this.look());
  }
}

function textOf(data: WebSocket.RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString();
}
