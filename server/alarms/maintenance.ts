import type { Recurring, TimeSpan } from "./rules.ts";
import { ZonedTime } from "./zoned-time.ts";

const dayMs = 86_400_000;

/** Tells whether it is maintenance time, epoch milliseconds given. */
export function maintenanceClock(window: TimeSpan): (now: number) => boolean {
  if (!window.repeats) return (now) => window.from <= now && now < window.to;
  const zone = new ZonedTime(window.timeZone);
  let asked = { second: Number.NaN, open: false };
  return (now) => {
    // Asked at each change of an alarm; time zones are too dear for that.
    const second = Math.floor(now / 1000);
    if (second !== asked.second) asked = { second, open: isOpen(window, zone, second * 1000) };
    return asked.open;
  };
}

/**
 * The hours that are open at `now`, epoch milliseconds, and else the next; of those that overlap the last to end.
 * Undefined only where a window has no days.
 */
export function openOrNext(window: Recurring, now: number): Span | undefined {
  const spans = spansAround(window, new ZonedTime(window.timeZone), { now, daysAhead: 7 });
  return spans.findLast(({ from, to }) => from <= now && now < to) ?? spans.find(({ from }) => from > now);
}

/** Epoch milliseconds; `to` is no part of it. */
export interface Span {
  from: number;
  to: number;
}

function isOpen(window: Recurring, zone: ZonedTime, now: number): boolean {
  return spansAround(window, zone, { now, daysAhead: 0 }).some(({ from, to }) => from <= now && now < to);
}

/** Those that may not be over yet, and those that begin within so many days, oldest first. */
function spansAround(
  { days, hour, minute, forMs }: Recurring,
  zone: ZonedTime,
  { now, daysAhead }: { now: number; daysAhead: number },
): Span[] {
  const today = zone.dateAt(now);
  const daysAgo = Math.ceil(forMs / dayMs);
  return Array.from({ length: daysAgo + 1 + daysAhead }, (_, index) => today.day - daysAgo + index)
    .filter((day) => days.includes(new Date(Date.UTC(today.year, today.month - 1, day)).getUTCDay()))
    .map((day) => {
      const from = zone.instantOf({ ...today, day, hour, minute });
      return { from, to: from + forMs };
    });
}
