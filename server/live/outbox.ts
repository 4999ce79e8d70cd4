import type { Writable } from "node:stream";
import type { WebSocket } from "ws";

/** So much is handed to the socket at a time; the rest waits here, where the newest replaces what it makes old. */
const inFlightBytes = 128 * 1024;
/** A wall has one key per panel, source and alarm. A client behind on more than this is not coming back. */
const mostKeys = 5000;

export interface OutboxOptions {
  socket: WebSocket;
  /** What the socket writes to. Frames go there past it: put together once for all sockets, and handed over together. */
  stream: Writable;
  /** A waiting message was replaced by a newer one. */
  onReplaced(): void;
  onOverflow(): void;
}

/** What waits for one socket: for each key only the newest message. Bounded in bytes in flight and in keys. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #waiting = new Map<string, Buffer>();
  #isHeld = false;
  #inFlight = 0;
  #stalledSince: number | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** @param frame see textFrame */
  put(key: string, frame: Buffer): void {
    if (this.#waiting.has(key)) this.#options.onReplaced();
    this.#waiting.set(key, frame);
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
    const { socket, stream } = this.#options;
    // Nothing may follow a close.
    if (socket.readyState !== socket.OPEN) return;
    for (const [key, frame] of this.#waiting) {
      if (this.#inFlight > 0 && this.#inFlight + frame.length > inFlightBytes) break;
      this.#waiting.delete(key);
      this.#inFlight += frame.length;
      this.#hold();
      stream.write(frame, () => this.#sent(frame.length));
    }
    if (this.#inFlight > 0) this.#stalledSince ??= performance.now();
  }

  /** What is sent in one go reaches the kernel in one piece. */
  #hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    const { stream } = this.#options;
    stream.cork();
    process.nextTick(() => {
      this.#isHeld = false;
      stream.uncork();
    });
  }

  #sent(bytes: number): void {
    this.#inFlight -= bytes;
    this.#stalledSince = this.#inFlight > 0 ? performance.now() : undefined;
    this.#send();
  }
}
