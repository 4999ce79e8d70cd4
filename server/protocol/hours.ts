import { z } from "zod";

const minuteOfDay = z.int().min(0).max(1439);

/** Hours of every day, in minutes after midnight: `from` belongs to them, `to` does not. They may pass midnight. */
export const hours = z.object({
  from: minuteOfDay,
  to: minuteOfDay,
  /** Of the IANA list. Without one they are those of the place where the wall hangs. */
  timeZone: z.string().optional(),
});
export type Hours = z.infer<typeof hours>;

/** Minutes after midnight in "08:00"; undefined where the text is no time of day from 00:00 to 23:59. */
export function parseTimeOfDay(text: string): number | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}

/** "08:00" of 480 minutes after midnight. */
export function formatTimeOfDay(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Whether a minute of the day, in their own zone, is one of these hours. */
export function coversMinute({ from, to }: Pick<Hours, "from" | "to">, minute: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
