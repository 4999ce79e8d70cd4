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

/** Whether one of the days on which it may have begun is one of its days, and it is not over yet. */
function isOpen({ days, hour, minute, forMs }: Recurring, zone: ZonedTime, now: number): boolean {
  const today = zone.dateAt(now);
  return Array.from({ length: Math.ceil(forMs / dayMs) + 1 }, (_, ago) => today.day - ago).some((day) => {
    if (!days.includes(new Date(Date.UTC(today.year, today.month - 1, day)).getUTCDay())) return false;
    const start = zone.instantOf({ ...today, day, hour, minute });
    return start <= now && now < start + forMs;
  });
}
