import { z } from "zod";
import type { Recurring } from "../alarms/rules.ts";
import { duration } from "../protocol/duration.ts";
import { show } from "./issue-words.ts";
import { timeZone } from "./time-zone.ts";

/** So many names stand in one list, and so many have rules of their own. */
export const mostNames = 20;
export const mostRules = 200;
export const mostWindows = 50;

const name = z.string('must be the name of an alarm, SOURCE/NAME, like "edge/mail" or "edge/*"').min(1).max(300);
const names = z
  .array(name, 'must be a list of alarms, like ["edge/mail", "edge/*"]')
  .min(1, "must name at least one alarm")
  .max(mostNames, `must name at most ${mostNames} alarms; * stands for any text`);

const isShort = (rules: Record<string, unknown>) => Object.keys(rules).length <= mostRules;
const tooLong = `must have at most ${mostRules} entries; * stands for any text`;

const times = z
  .int("must be a whole number from 1 to 20: so often in a row a fault is seen before it is believed")
  .min(1, "must be from 1 to 20")
  .max(20, "must be from 1 to 20");

/** One number for all, or by name: the first that fits decides. */
const attempts = z.union([times, z.record(name, times).refine(isShort, tooLong)], {
  error: ({ input }) => `must be a whole number from 1 to 20, or a map from alarms to such, not ${show(input)}`,
});

const percent = z.number().min(1).max(100);
const flapping = z
  .strictObject({ start: percent.default(30), stop: percent.default(20) })
  .refine(({ start, stop }) => stop <= start, {
    error: "must stop at no more percent than it starts at",
    path: ["stop"],
  });

export const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const clock = /^([01]\d|2[0-3]):([0-5]\d)$/;
const date = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)$/;

const title = z.string("must be text: walls say why they are quiet").min(1).max(60);
const common = { title, match: names, time_zone: timeZone.optional() };
const dateTime = z.string('must be a time like "2026-12-01T02:00"').refine(isDateTime, {
  error: ({ input }) => `must be a time like "2026-12-01T02:00", in the window's time_zone, not ${show(input)}`,
});

export const once = z.strictObject({ ...common, from: dateTime, to: dateTime });
export const recurring = z.strictObject({
  ...common,
  days: z.array(z.enum(dayNames)).min(1).max(7).optional(),
  at: z.string('must be a time of day like "02:00"').regex(clock, {
    error: ({ input }) => `must be a time of day like "02:00", not ${show(input)}`,
  }),
  for: duration("1m", "7d"),
});

export const alarmSettings = z.strictObject({
  attempts: attempts.optional(),
  flapping: flapping.prefault({}),
  /** What is down when something else is. */
  depends_on: z
    .record(name, names, "must be a map from an alarm to those that it stands behind")
    .refine(isShort, tooLong)
    .optional(),
  maintenance: z
    .array(z.union([once, recurring]), "must be a list of maintenance windows")
    .max(mostWindows)
    .default([]),
});
export type AlarmSettings = z.infer<typeof alarmSettings>;

/** When it is open, with its days as numbers. */
export function toRecurring(written: Pick<z.output<typeof recurring>, "days" | "at" | "for" | "time_zone">): Recurring {
  const [hour = 0, minute = 0] = written.at.split(":").map(Number);
  const days = (written.days ?? dayNames).map((day) => dayNames.indexOf(day));
  return { repeats: true, days, hour, minute, forMs: written.for, timeZone: written.time_zone };
}

/** The numbers in "2026-12-01T02:00": year, month, day, hour, minute. */
export function readDateTime(text: string) {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = (date.exec(text) ?? []).slice(1).map(Number);
  return { year, month, day, hour, minute };
}

function isDateTime(text: string): boolean {
  const { year, month, day } = readDateTime(text);
  const read = new Date(Date.UTC(year, month - 1, day));
  return date.test(text) && read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
}
