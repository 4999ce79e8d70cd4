import { z } from "zod";
import type { ClientMessage } from "../../server/protocol/client-messages.ts";
import { closeCode, protocolVersion, type ServerMessage, serverMessage } from "../../server/protocol/messages.ts";
import { parseMessage } from "../../server/protocol/parse.ts";
import type { SessionAnswer } from "./ask-session.ts";
import { backoffMs } from "./backoff.ts";
import type { LinkState } from "./link-state.ts";

/** The server sends one every second. */
const pulseWithinMs = 3000;
/** A socket that brings nothing for so long is dead, whatever TCP says. Also the time to connect in. */
const silenceMs = 10_000;

const otherWelcome = z.object({ type: z.literal("welcome"), protocol: z.number() });

export interface LinkOptions {
  url: string;
  askSession(): Promise<SessionAnswer>;
  onMessage(message: ServerMessage): void;
  onState(state: LinkState): void;
  /** A message was not understood and ignored; so many since the page was loaded. */
  onIgnored(count: number, reason: string): void;
  /** The server speaks another version of the protocol. True if the page is being loaded anew because of it. */
  reload(protocol: number): boolean;
}

/** The connection to the server. It re-opens itself for ever, and knows by the pulse, not the socket, whether it is live. */
export class Link {
  readonly #options: LinkOptions;
  #current: { socket: WebSocket; listening: AbortController } | undefined;
  #state: LinkState = { kind: "connecting" };
  #lastPulse: number | undefined;
  #attempt = 0;
  #ignored = 0;
  #stopped = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #loss: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #heardAt = 0;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#connect();
  }

  /** What cannot be sent now is dropped: the server learns nothing from old proofs of drawing. */
  send(message: ClientMessage): void {
    const socket = this.#current?.socket;
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  /** The way to the server is said to be open again: what was waited for is tried at once. A live link stays as it is. */
  reopen(): void {
    if (this.#stopped || this.#state.kind === "live") return;
    clearTimeout(this.#retry);
    this.#leaveSocket();
    this.#attempt = 0;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#leaveSocket();
    clearTimeout(this.#retry);
    clearTimeout(this.#loss);
  }

  #connect(): void {
    const socket = new WebSocket(this.#options.url);
    const listening = new AbortController();
    const { signal } = listening;
    let opened = false;
    socket.addEventListener("open", () => (opened = true), { signal });
    socket.addEventListener("message", ({ data }) => this.#receive(data), { signal });
    socket.addEventListener("close", ({ code }) => void this.#ended(!opened || code === closeCode.sessionEnded), {
      signal,
    });
    this.#current = { socket, listening };
    this.#heardAt = performance.now();
    this.#awaitSilence(silenceMs);
  }

  #receive(data: unknown): void {
    this.#heardAt = performance.now();
    const text = typeof data === "string" ? data : "";
    const parsed = parseMessage(serverMessage, text);
    if (!parsed.ok) return this.#ignore(text, parsed.reason);
    const message = parsed.value;
    if (message.type === "welcome") this.#attempt = 0;
    this.#options.onMessage(message);
    if (message.type === "welcome" || message.type === "pulse") this.#pulse(message.now);
  }

  #pulse(now: number): void {
    this.#lastPulse = now;
    clearTimeout(this.#loss);
    this.#loss = setTimeout(() => {
      if (this.#state.kind === "live") this.#enter({ kind: "lost", since: now });
    }, pulseWithinMs);
    if (this.#state.kind !== "live") this.#enter({ kind: "live" });
  }

  #ignore(text: string, reason: string): void {
    const other = parseMessage(otherWelcome, text);
    if (other.ok && other.value.protocol !== protocolVersion) return this.#refuse(other.value.protocol);
    this.#ignored += 1;
    this.#options.onIgnored(this.#ignored, reason);
  }

  #refuse(protocol: number): void {
    if (this.#options.reload(protocol)) return this.stop();
    const reason = `the server speaks protocol ${protocol}, this wall ${protocolVersion}`;
    this.#enter({ kind: "refused", since: this.#lastPulse, reason });
    return void this.#ended(false);
  }

  async #ended(ask: boolean): Promise<void> {
    this.#leaveSocket();
    const answer = ask ? await this.#options.askSession() : undefined;
    // It may have been opened again meanwhile.
    if (this.#stopped || this.#current) return;
    if (answer?.kind === "signed-out") this.#enter({ kind: "signed-out", since: this.#lastPulse });
    this.#retry = setTimeout(() => this.#connect(), backoffMs(this.#attempt, Math.random()));
    this.#attempt += 1;
  }

  /** Does not wait for the closing handshake, which a dead peer never answers. */
  #leaveSocket(): void {
    clearTimeout(this.#silence);
    this.#current?.listening.abort();
    this.#current?.socket.close();
    this.#current = undefined;
  }

  /** Hundreds of messages come each second: they move a time stamp, not a timer. */
  #awaitSilence(ms: number): void {
    this.#silence = setTimeout(() => {
      const leftMs = this.#heardAt + silenceMs - performance.now();
      if (leftMs > 0) this.#awaitSilence(leftMs);
      else void this.#ended(true);
    }, ms);
  }

  #enter(state: LinkState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
