import { Buffer } from "node:buffer";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { Lifetime } from "../lifetime.ts";
import { type ClientMessage, clientMessage, closeCode, type ServerMessage } from "../protocol/messages.ts";
import { parseMessage } from "../protocol/parse.ts";
import type { SignedIn } from "../sessions/session-parser.ts";
import { Outbox } from "./outbox.ts";

const pingEveryMs = 15_000;
const stalledForMs = 30_000;
/** 60 panels at 10 Hz answer with 600 `drawn` a second. */
const mostMessagesPerSecond = 2000;
/** Node's timers cannot wait longer than this at a time. */
const longestTimerMs = 2 ** 31 - 1;

export interface ConnectionEvents {
  message(connection: Connection, message: ClientMessage): void;
  /** The session as it is now, asked for when it should have ended. */
  renewed(session: SignedIn): Promise<SignedIn | undefined>;
  replaced(): void;
  closed(connection: Connection): void;
}

/** One socket of one session: heartbeat, the session's end, what it may send, and what waits for it. */
export class Connection {
  readonly lifetime = new Lifetime();
  readonly #socket: WebSocket;
  readonly #events: ConnectionEvents;
  readonly #outbox: Outbox;
  readonly #log: Logger;
  #session: SignedIn;
  #answered = true;
  #received = 0;

  constructor(socket: WebSocket, options: { session: SignedIn; events: ConnectionEvents; log: Logger }) {
    this.#socket = socket;
    this.#session = options.session;
    this.#events = options.events;
    this.#log = options.log;
    this.#outbox = new Outbox(socket, {
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
    this.#watchExpiry();
  }

  get session(): SignedIn {
    return this.#session;
  }

  send(key: string, message: ServerMessage): void {
    this.put(key, Buffer.from(JSON.stringify(message)));
  }

  /** The same, for a message that was serialised once for all. */
  put(key: string, message: Buffer): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#outbox.put(key, message);
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

  #watchExpiry(): void {
    const leftMs = Math.max(0, this.#session.expiresAt - Date.now());
    this.lifetime.after(Math.min(leftMs, longestTimerMs), () => void this.#checkExpiry());
  }

  async #checkExpiry(): Promise<void> {
    const session = await this.#events.renewed(this.#session).catch(() => undefined);
    if (this.lifetime.over) return;
    if (!session) return this.close(closeCode.sessionEnded, "session ended");
    this.#session = session;
    this.send("session", { type: "session", role: session.role, expiresAt: session.expiresAt });
    this.#watchExpiry();
  }
}

function textOf(data: WebSocket.RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString();
}
