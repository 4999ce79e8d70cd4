import type { Display } from "electron";

/** What of Electron's Display decides. */
export type Placed = Pick<Display, "id" | "label" | "bounds" | "scaleFactor">;

/** The number of the wall's screens, as pages name them, from 1. A seat is kept for a display that is away. */
export interface Seat {
  screen: number;
  display: Placed;
  isPresent: boolean;
}

/** As many screens as a page can name. */
const mostScreens = 16;

/**
 * Gives each display its screen. One that comes back, by its id or else by its name and size, takes its old seat, so
 * that a television which is switched off and on keeps its pages. With no display at all nothing changes: a window that
 * nobody sees is better than none when one comes back.
 */
export function seatDisplays(before: readonly Seat[], displays: readonly Placed[]): Seat[] {
  if (displays.length === 0) return [...before];
  const seats = before.map((seat) => ({ ...seat, isPresent: false }));
  const sit = (display: Placed, isTheirs: (seat: Seat) => boolean): boolean => {
    const seat = seats.find((one) => !one.isPresent && isTheirs(one));
    if (seat) Object.assign(seat, { display, isPresent: true });
    return seat !== undefined;
  };
  const unknown = inReadingOrder(displays).filter((display) => !sit(display, (seat) => seat.display.id === display.id));
  const isNew = (display: Placed) => !sit(display, (seat) => isSameKind(seat.display, display));
  for (const display of unknown.filter(isNew)) {
    const free = seats.findIndex(({ screen }, index) => screen !== index + 1);
    const screen = free < 0 ? seats.length + 1 : free + 1;
    if (screen <= mostScreens) seats.splice(screen - 1, 0, { screen, display, isPresent: true });
    else sit(display, () => true);
  }
  return seats;
}

/** From left to right, then from top to bottom. */
function inReadingOrder(displays: readonly Placed[]): Placed[] {
  return displays.toSorted(({ bounds: one }, { bounds: other }) => one.x - other.x || one.y - other.y);
}

function isSameKind(one: Placed, other: Placed): boolean {
  const { width, height } = one.bounds;
  return one.label === other.label && width === other.bounds.width && height === other.bounds.height;
}

/**
 * Wayland's compositor places windows, and cage stacks all of them over all outputs: there is one window, unless somebody
 * says that the compositor has a rule for each (`Nocturne 1`, `Nocturne 2` are their titles).
 */
export function hasWindowPerDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (env["NOCTURNE_WINDOW_PER_DISPLAY"] !== undefined) return env["NOCTURNE_WINDOW_PER_DISPLAY"] === "1";
  return platform !== "linux" || !env["WAYLAND_DISPLAY"] || env["XDG_SESSION_TYPE"] === "x11";
}
