import type { WebSocket } from "ws";

/** So much is handed to the socket at a time; the rest waits here, where the newest replaces what it makes old. */
const inFlightBytes = 128 * 1024;
/** A wall has one key per panel, source and alarm. A client behind on more than this is not coming back. */
const mostKeys = 5000;

export interface OutboxOptions {
  /** A waiting message was replaced by a newer one. */
  onReplaced(): void;
  onOverflow(): void;
}

/** What waits for one socket: for each key only the newest message. Bounded in bytes in flight and in keys. */
export class Outbox {
  readonly #socket: WebSocket;
  readonly #options: OutboxOptions;
  readonly #waiting = new Map<string, Buffer>();
  #inFlight = 0;
  #stalledSince: number | undefined;

  constructor(socket: WebSocket, options: OutboxOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  put(key: string, message: Buffer): void {
    if (this.#waiting.has(key)) this.#options.onReplaced();
    this.#waiting.set(key, message);
    if (this.#waiting.size > mostKeys) {
      this.#waiting.clear();
      this.#options.onOverflow();
      return;
    }
    this.#send();
  }

  /** How long the socket has taken nothing although something waits, in milliseconds. */
  stalledMs(): number {
    return this.#stalledSince === undefined ? 0 : performance.now() - this.#stalledSince;
  }

  #send(): void {
    for (const [key, message] of this.#waiting) {
      if (this.#inFlight > 0 && this.#inFlight + message.length > inFlightBytes) break;
      this.#waiting.delete(key);
      this.#inFlight += message.length;
      this.#socket.send(message, { binary: false }, () => this.#sent(message.length));
    }
    if (this.#inFlight > 0) this.#stalledSince ??= performance.now();
  }

  #sent(bytes: number): void {
    this.#inFlight -= bytes;
    this.#stalledSince = this.#inFlight > 0 ? performance.now() : undefined;
    this.#send();
  }
}
