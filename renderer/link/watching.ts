import type { ClientMessage } from "../../server/protocol/client-messages.ts";

/** Tells the server which panels' frames are wanted: when that changes, and every new socket anew. */
export class Watching {
  readonly #send: (message: ClientMessage) => void;
  #told: string | undefined;

  constructor(send: (message: ClientMessage) => void) {
    this.#send = send;
  }

  /** The server on a new socket has been told nothing, and sends the frames of all panels until it is. */
  forget(): void {
    this.#told = undefined;
  }

  want(panels: readonly string[]): void {
    const wanted = JSON.stringify(panels);
    if (wanted === this.#told) return;
    this.#told = wanted;
    this.#send({ type: "watch", panels: [...panels] });
  }
}
