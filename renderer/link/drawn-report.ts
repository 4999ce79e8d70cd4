import type { ClientMessage } from "../../server/protocol/client-messages.ts";

/** Tells the server which frames reached the screen: after a painted frame, and of each panel only the newest. */
export class DrawnReport {
  readonly #send: (message: ClientMessage) => void;
  readonly #pending = new Map<string, number>();
  #request = 0;

  constructor(send: (message: ClientMessage) => void) {
    this.#send = send;
  }

  /** The panel's elements or canvas now show frame `seq`; the next paint brings them to the screen. */
  committed(panel: string, seq: number): void {
    this.#pending.set(panel, seq);
    // In an occluded window no animation frame comes: the map holds one number per panel and waits.
    if (this.#request === 0) this.#request = requestAnimationFrame(() => setTimeout(() => this.#post()));
  }

  #post(): void {
    this.#request = 0;
    for (const [panel, seq] of this.#pending) this.#send({ type: "drawn", panel, seq });
    this.#pending.clear();
  }
}
