import { z } from "zod";
import { type Hours, parseTimeOfDay } from "../protocol/hours.ts";
import { show } from "./issue-words.ts";
import { timeZone } from "./time-zone.ts";

const words = 'must be a time of day from 00:00 to 23:59, like "08:00"';

/** A time of day as a person writes it, read as minutes after midnight. */
export const timeOfDay = z
  .string({ error: ({ input }) => (input === undefined ? words : `${words}, not ${show(input)}`) })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: ({ input }) => `${words}, not ${show(input)}` })
  .transform((text) => parseTimeOfDay(text) ?? 0);

/** Hours of every day, with keys of their own beside them. */
export function hoursWith<T extends z.ZodRawShape>(more: T) {
  return z
    .strictObject({ from: timeOfDay, to: timeOfDay, time_zone: timeZone.optional(), ...more })
    .superRefine((written, context) => {
      const { from, to }: { from?: unknown; to?: unknown } = written;
      if (from !== to) return;
      context.addIssue({ code: "custom", path: ["to"], message: "must be another time of day than from" });
    });
}

/** As walls are told them. */
export function toHours(written: { from: number; to: number; time_zone?: string | undefined }): Hours {
  return { from: written.from, to: written.to, ...(written.time_zone && { timeZone: written.time_zone }) };
}
