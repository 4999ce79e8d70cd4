const formats = new Map<string, Intl.DateTimeFormat>();

/** "14:07:32" of an instant in epoch milliseconds, in a time zone of the IANA list or, without one, where the wall hangs. */
export function formatClock(epoch: number, zone?: string): string {
  return format(zone).format(epoch);
}

/** "14:07", the same without seconds. */
export function formatMinute(epoch: number, zone?: string): string {
  return formatClock(epoch, zone).slice(0, 5);
}

/** An age or a duration in one unit, rounded down: "42 s", "2 m", "3 h", "6 d". */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m`;
  if (seconds < 2 * 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

function format(zone = ""): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    ...(zone === "" ? {} : { timeZone: zone }),
  });
  formats.set(zone, made);
  return made;
}

/** "Tue 24 Nov" in a time zone of the IANA list or, without one, where the wall hangs. */
export function formatDate(epoch: number, zone = ""): string {
  const key = `date ${zone}`;
  const made =
    formats.get(key) ??
    new Intl.DateTimeFormat("en-GB", {
      weekday: "short",
      day: "numeric",
      month: "short",
      ...(zone === "" ? {} : { timeZone: zone }),
    });
  formats.set(key, made);
  return made.format(epoch).replace(",", "");
}

/** "Los Angeles" of "America/Los_Angeles". */
export function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric" });

/** "Mon 24". */
export function formatDay(epoch: number): string {
  return day.format(epoch);
}

/** "18:00" of an instant within the next twenty hours, "Wed 25 18:00" of a later one, where the wall hangs. */
export function formatUntil(epoch: number, now: number): string {
  const minute = formatMinute(epoch);
  return epoch - now < 20 * 3_600_000 ? minute : `${formatDay(epoch)} ${minute}`;
}
