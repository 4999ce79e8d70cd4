import { screen as displays } from "electron";
import type { Lifetime } from "../../server/lifetime.ts";
import type { KioskDisplay } from "../../server/protocol/bridge.ts";
import type { Happening } from "../recovery/recovery.ts";
import type { Renewal } from "../recovery/renewal.ts";
import { type Seat, seatDisplays } from "./displays.ts";
import { WallScreen, type WallScreenOptions } from "./wall-screen.ts";

export interface WallScreens {
  /** Loads the wall on each display that is there, and from now on on each that comes. */
  load(): Promise<void>;
  happen(happening: Happening): void;
  reopenSockets(): void;
  /** Each screen shows its number, name and resolution for some seconds. */
  identify(): void;
  /** False where its window cannot be replaced now. */
  renew(why: Renewal, screen: number): boolean;
  /** The screens whose display is there. */
  list(): KioskDisplay[];
  /** Which process draws which screen. */
  renderers(): { screen: number; pid: number }[];
}

export interface WallScreensOptions extends Omit<WallScreenOptions, "seat" | "url"> {
  serverUrl: string;
  /** Otherwise there is one window, on the first display. */
  windowPerDisplay: boolean;
}

/** Opens a window on each display at once, and keeps one there as displays come and go. */
export function openWallScreens({ serverUrl, windowPerDisplay, ...options }: WallScreensOptions): WallScreens {
  const open = new Map<number, WallScreen>();
  let seats: Seat[] = [];
  let isLoaded = false;

  const follow = () => {
    const present = displays.getAllDisplays();
    seats = seatDisplays(seats, windowPerDisplay ? present : [displays.getPrimaryDisplay()]);
    for (const seat of seats) {
      const one = open.get(seat.screen);
      if (!seat.isPresent) void leave(seat.screen, one);
      else if (one) one.assertKiosk(seat);
      else enter(seat);
    }
  };
  const enter = (seat: Seat) => {
    const one = new WallScreen({ ...options, seat, url: pageOf(serverUrl, seat.screen) });
    open.set(seat.screen, one);
    options.log.info({ screen: seat.screen, display: seat.display.label, ...seat.display.bounds }, "a screen is there");
    if (isLoaded) void one.load();
  };
  const leave = async (screen: number, one: WallScreen | undefined) => {
    if (!one) return;
    open.delete(screen);
    options.log.info({ screen }, "a screen is gone");
    await one.close();
  };

  follow();
  listen(options.lifetime, follow);
  return {
    async load() {
      isLoaded = true;
      await Promise.all([...open.values()].map((one) => one.load()));
    },
    happen: (happening) => open.forEach((one) => one.happen(happening)),
    reopenSockets: () => open.forEach((one) => one.reopenSocket()),
    identify: () => open.forEach((one) => one.identify()),
    renew: (why, screen) => open.get(screen)?.renew(why) ?? false,
    list: () =>
      seats
        .filter(({ isPresent }) => isPresent)
        .map(({ screen, display: { label, bounds, scaleFactor } }) => ({
          number: screen,
          name: label,
          width: Math.round(bounds.width * scaleFactor),
          height: Math.round(bounds.height * scaleFactor),
        })),
    renderers: () =>
      [...open].flatMap(([screen, { rendererPid: pid }]) => (pid === undefined ? [] : [{ screen, pid }])),
  };
}

/** See renderer/link/screen.ts. */
function pageOf(serverUrl: string, screen: number): string {
  return screen === 1 ? `${serverUrl}/` : `${serverUrl}/?screen=${screen}`;
}

function listen(lifetime: Lifetime, follow: () => void): void {
  displays.on("display-added", follow);
  displays.on("display-removed", follow);
  displays.on("display-metrics-changed", follow);
  lifetime.onEnd(() => {
    displays.off("display-added", follow);
    displays.off("display-removed", follow);
    displays.off("display-metrics-changed", follow);
  });
}
