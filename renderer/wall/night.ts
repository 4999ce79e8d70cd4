import { formatTimeOfDay, type Hours } from "../../server/protocol/hours.ts";
import type { ScreenPlan } from "../../server/protocol/wall.ts";
import { isWithin, minutesUntil } from "./hours.ts";
import type { Tone } from "./overall.ts";

export type Light =
  | { kind: "lit" }
  /** `level`: the share of the brightness by day. */
  | { kind: "dimmed"; level: number }
  | { kind: "off"; words: string };

/** A planned darkness is announced so long ahead. */
const announceMinutes = 15;

/** Nothing is asked of the people in the room, and nothing is hidden from them. */
const isQuiet: ReadonlySet<Tone> = new Set<Tone>(["clear", "waiting", "acknowledged"]);

/** What takes even a screen that is off back, since it cannot wait until morning. */
const isUrgent: ReadonlySet<Tone> = new Set<Tone>(["critical", "blind"]);

/** Whether the picture may move by itself: while something is urgent, eyes are on it. */
export function mayMove(tone: Tone): boolean {
  return !isUrgent.has(tone);
}

/** How bright the screen is at `now`, epoch milliseconds, as things stand. `level`: what an operator has set by hand. */
export function lightAt({ dim, off }: ScreenPlan, tone: Tone, now: number, level = 1): Light {
  if (off && !isUrgent.has(tone) && isWithin(off, now)) return { kind: "off", words: offWords(off) };
  const planned = dim && isWithin(dim, now) ? dim.level : 1;
  const darkest = Math.min(planned, level);
  if (darkest < 1 && isQuiet.has(tone)) return { kind: "dimmed", level: darkest };
  return { kind: "lit" };
}

/** What the wall announces, longest first; undefined where nothing is near. */
export function announcement({ off }: ScreenPlan, now: number): string[] | undefined {
  const left = off && minutesUntil(off, now);
  if (!off || left === undefined || left === 0 || left > announceMinutes) return undefined;
  return [`${offWords(off)} · in ${left} min`, offWords(off)];
}

/** "SCREEN OFF 22:00–06:00, planned". */
function offWords({ from, to }: Hours): string {
  return `SCREEN OFF ${formatTimeOfDay(from)}–${formatTimeOfDay(to)}, planned`;
}
