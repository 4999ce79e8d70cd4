import type { BrowserWindow } from "electron";
import type { Logger } from "pino";
import type { Lifetime } from "../../server/lifetime.ts";
import { type LastPicture, lastPicturePage } from "../picture/last-picture.ts";
import { reopenSocket } from "../picture/page-word.ts";
import type { ProvenPictures } from "../picture/picture-proof.ts";
import { layOver, type Still } from "../picture/still.ts";
import { advance, firstLadder, type Happening, type Ladder } from "../recovery/recovery.ts";
import type { Renewal } from "../recovery/renewal.ts";
import type { Rung, Trouble } from "../recovery/trouble.ts";
import type { Seat } from "./displays.ts";
import { identifyMs, identifyPage } from "./identify.ts";
import { assertKiosk, reveal } from "./kiosk-window.ts";
import { type Proven, type WatchedWindow, watchWindow } from "./watched-window.ts";

export interface WallScreenOptions {
  seat: Seat;
  /** The page of this screen. */
  url: string;
  withoutGpu: boolean;
  openWindow(seat: Seat, hidden: boolean): BrowserWindow;
  pictures: ProvenPictures;
  /** Has the whole process begin anew. */
  restart(rung: "relaunch" | "exit"): void;
  log: Logger;
  lifetime: Lifetime;
}

/** What is given up if it is not proven by then: the window that is there stays. */
const successorWithinMs = 60_000;
/** Both windows are there for so long, so that nothing else is seen between them. */
const overlapMs = 500;

/**
 * One display of the wall, and whatever it takes to keep a true picture on it. A picture is never given up for nothing:
 * a new window is drawn unseen and takes the old one's place when it is proven; a window that must be loaded anew, or
 * that has nothing left to show, is covered by its own last picture, dated, until there is a better one.
 */
export class WallScreen {
  readonly #options: WallScreenOptions;
  readonly #lifetime: Lifetime;
  #seat: Seat;
  #ladder: Ladder;
  #current: WatchedWindow;
  #successor: { watched: WatchedWindow; why: Renewal | "recovery"; giveUp: () => void } | undefined;
  #cover: Still | undefined;
  #last: LastPicture | undefined;

  constructor(options: WallScreenOptions) {
    this.#options = options;
    this.#seat = options.seat;
    this.#lifetime = options.lifetime.child();
    this.#ladder = firstLadder(options);
    this.#current = this.#watch(options.openWindow(options.seat, false));
    options.pictures.expect(options.seat.screen);
    this.#lifetime.every(1000, () => this.happen({ kind: "tick" }));
  }

  load(): Promise<void> {
    return this.#current.load(this.#options.url);
  }

  happen(happening: Happening): void {
    if (happening.kind === "stalled") this.#current.forget();
    const { ladder, step } = advance(this.#ladder, happening, performance.now());
    const { trouble } = this.#ladder;
    this.#ladder = ladder;
    if (step) void this.#take(step, trouble?.kind);
  }

  /** The way to the server may be open again. */
  reopenSocket(): void {
    const { window } = this.#current;
    // A page that cannot be told is what the next capture finds out.
    if (!window.isDestroyed()) reopenSocket(window.webContents).catch(() => undefined);
  }

  /** The display has changed, or is back. */
  assertKiosk(seat: Seat): void {
    this.#seat = seat;
    if (!this.#current.window.isDestroyed()) assertKiosk(this.#current.window, seat.display.bounds);
    this.happen({ kind: "stalled" });
  }

  /** Shows for some seconds which screen this is. */
  identify(): void {
    const { window } = this.#current;
    if (window.isDestroyed()) return;
    const still = layOver(window, identifyPage(this.#seat));
    this.#lifetime.after(identifyMs, () => still.remove());
  }

  /** Puts another window in the place of one that works, unless it is proven worse. False where it cannot be done now. */
  renew(why: Renewal): boolean {
    if (this.#successor || this.#ladder.provenSince === undefined) return false;
    this.#options.log.info({ screen: this.#seat.screen, why }, "the window is made anew");
    this.#replace(why);
    return true;
  }

  /** Of the process that draws this screen; undefined while there is none. */
  get rendererPid(): number | undefined {
    const { window } = this.#current;
    return window.isDestroyed() ? undefined : window.webContents.getOSProcessId();
  }

  /** The display is gone: its window too. */
  async close(): Promise<void> {
    this.#options.pictures.forget(this.#seat.screen);
    await this.#lifetime.end();
  }

  #watch(window: BrowserWindow): WatchedWindow {
    const watched: WatchedWindow = watchWindow(window, {
      lifetime: this.#lifetime,
      hear: {
        // A window whose place was taken has nothing to say any more.
        proven: (proven) => {
          if (watched === this.#current) this.#proven(proven);
          else if (watched === this.#successor?.watched) this.#succeed(proven);
        },
        trouble: (trouble, isEmpty) => {
          if (watched === this.#current) this.#troubled(trouble, isEmpty);
          else this.#options.log.info({ ...this.#who(), trouble }, "a window that is not shown has trouble");
        },
      },
    });
    return watched;
  }

  #proven({ sight, link, picture }: Proven): void {
    this.#options.pictures.proven(this.#seat.screen, sight);
    this.#last = { image: picture, at: Date.now() };
    this.#uncover();
    if (!isGood({ sight, link })) return this.happen({ kind: "trouble", trouble: "not-live" });
    if (this.#ladder.provenSince === undefined) this.#options.log.info(this.#who(), "the picture is proven");
    this.happen({ kind: "proven" });
    if (this.#successor?.why === "recovery") this.#dropSuccessor();
  }

  #troubled(trouble: Trouble, isEmpty: boolean): void {
    if (this.#ladder.trouble?.kind !== trouble)
      this.#options.log.warn({ ...this.#who(), trouble }, "the picture is bad");
    if (isEmpty) void this.#coverUp();
    this.happen({ kind: "trouble", trouble });
  }

  async #take(rung: Rung, trouble: Trouble | undefined): Promise<void> {
    this.#options.log.warn({ ...this.#who(), rung, trouble }, "recovery takes a step");
    this.#options.pictures.took(rung);
    this.#dropSuccessor();
    switch (rung) {
      case "socket":
        return this.reopenSocket();
      case "reload":
        await this.#coverUp();
        return this.load();
      case "window":
        return this.#replace("recovery");
      case "relaunch":
      case "exit":
        return this.#options.restart(rung);
    }
  }

  /** Draws another window unseen. */
  #replace(why: Renewal | "recovery"): void {
    const watched = this.#watch(this.#options.openWindow(this.#seat, true));
    const giveUp = this.#lifetime.after(successorWithinMs, () => this.#dropSuccessor());
    this.#successor = { watched, why, giveUp };
    void watched.load(this.#options.url);
  }

  #succeed(proven: Proven): void {
    if (!this.#successor || !isGood(proven)) return;
    const { watched, giveUp } = this.#successor;
    giveUp();
    const old = this.#current;
    this.#current = watched;
    this.#successor = undefined;
    // It goes with the window that it covers.
    this.#cover = undefined;
    reveal(watched.window, this.#seat.display.bounds);
    this.#lifetime.after(overlapMs, () => void old.close());
    this.#options.log.info(this.#who(), "another window is in its place");
    this.#proven(proven);
  }

  #dropSuccessor(): void {
    const { watched, giveUp } = this.#successor ?? {};
    this.#successor = undefined;
    giveUp?.();
    void watched?.close();
  }

  async #coverUp(): Promise<void> {
    const { window } = this.#current;
    if (this.#cover || window.isDestroyed()) return;
    this.#cover = layOver(window, lastPicturePage(this.#last, Date.now()));
    const reason = await this.#cover.shown;
    if (reason) this.#options.log.warn({ ...this.#who(), reason }, "the last picture could not be shown");
  }

  #uncover(): void {
    this.#cover?.remove();
    this.#cover = undefined;
  }

  #who(): { screen: number } {
    return { screen: this.#seat.screen };
  }
}

/** Who signs the wall in again goes on trying: no other page would be better off. */
function isGood({ sight, link }: Pick<Proven, "sight" | "link">): boolean {
  return sight === "live" || link === "signed-out";
}
