import type { ClientMessage } from "../../server/protocol/client-messages.ts";
import { type Order, type Stage, steering } from "../../server/protocol/steering.ts";
import type { WallStore } from "../link/store.ts";
import type { Wiring } from "../link/use-store.ts";

const mostPages = 100;
const minuteMs = 60_000;

export interface Steerable extends Pick<Wiring, "turner" | "hand" | "sounder"> {
  store: WallStore;
  screen: number;
  send(message: ClientMessage): void;
}

/** This screen as an operator steers it from elsewhere: it tells what it shows, and does what is asked. Loaded when the wall is up. */
export class Steered {
  readonly #wall: Steerable;
  #told = "";

  constructor(wall: Steerable) {
    this.#wall = wall;
    for (const { subscribe } of [wall.turner, wall.hand, wall.sounder]) subscribe(() => this.#tell());
  }

  /** A new socket was told nothing yet. */
  again(): void {
    this.#told = "";
    this.#tell();
  }

  /** What came in a `steering` message. */
  take(message: unknown): void {
    const read = steering.safeParse(message);
    if (read.success && read.data.what === "order") this.#obey(read.data.order);
  }

  #tell(): void {
    const stage = this.#stage();
    const words = JSON.stringify(stage);
    if (words === this.#told) return;
    this.#told = words;
    this.#wall.send({ type: "stage", stage });
  }

  #stage(): Stage {
    const { turner, hand, sounder, screen } = this.#wall;
    const { shown, isHeld } = turner.stage();
    const { level = 1 } = hand.settings();
    const sound = sounder.state();
    return {
      screen,
      ...(shown && { page: shown.key }),
      pages: turner
        .pages()
        .slice(0, mostPages)
        .map(({ key, page }) => ({ key, title: page.title })),
      isHeld,
      level,
      sound: sound.kind,
      ...(sound.kind === "muted" && sound.until !== undefined && { mutedUntil: sound.until }),
    };
  }

  #obey(order: Order): void {
    const { turner, hand, sounder, store } = this.#wall;
    switch (order.do) {
      case "show":
        return turner.show(order.page);
      case "step":
        return turner.step(order.by);
      case "hold":
        return turner.hold();
      case "resume":
        return turner.resume();
      case "dim":
        return hand.set({ level: order.level === 1 ? undefined : order.level });
      case "mute":
        return hand.set({ muteUntil: order.minutes === 0 ? undefined : store.serverNow() + order.minutes * minuteMs });
      case "test-sound":
        return void sounder.test();
    }
  }
}
