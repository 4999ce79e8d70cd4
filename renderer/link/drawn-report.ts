import type { ClientMessage } from "../../server/protocol/client-messages.ts";
import { afterPaint } from "./after-paint.ts";

/** Tells the server which frames reached the screen: after a painted frame, and of each panel only the newest. */
export class DrawnReport {
  readonly #send: (message: ClientMessage) => void;
  /** One number per panel, however long an occluded window waits for its paint. */
  readonly #pending = new Map<string, number>();

  constructor(send: (message: ClientMessage) => void) {
    this.#send = send;
  }

  /** The panel's elements or canvas now show frame `seq`; the next paint brings them to the screen. */
  committed(panel: string, seq: number): void {
    if (this.#pending.size === 0) afterPaint(() => this.#post());
    this.#pending.set(panel, seq);
  }

  #post(): void {
    for (const [panel, seq] of this.#pending) this.#send({ type: "drawn", panel, seq });
    this.#pending.clear();
  }
}
