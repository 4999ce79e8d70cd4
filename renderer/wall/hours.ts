import { coversMinute, type Hours } from "../../server/protocol/hours.ts";
import { formatMinute } from "../theme/format-time.ts";

/** Minutes after midnight of an instant in epoch milliseconds, in a zone or where the wall hangs. */
export function minuteOfDay(epoch: number, zone?: string): number {
  const [hour, minute] = formatMinute(epoch, zone).split(":");
  return Number(hour) * 60 + Number(minute);
}

/** Whether an instant is in these hours. In a zone that this machine does not know nothing is: the wall stays awake. */
export function isWithin(hours: Hours, epoch: number): boolean {
  const minute = minuteIn(hours, epoch);
  return minute !== undefined && coversMinute(hours, minute);
}

/** Whole minutes until they begin, from 0 to 1439; undefined in a zone that this machine does not know. */
export function minutesUntil(hours: Hours, epoch: number): number | undefined {
  const minute = minuteIn(hours, epoch);
  return minute === undefined ? undefined : (hours.from - minute + 1440) % 1440;
}

function minuteIn({ timeZone }: Hours, epoch: number): number | undefined {
  try {
    return minuteOfDay(epoch, timeZone);
  } catch {
    return undefined;
  }
}
