import { z } from "zod";

/** How bad a thing is. `unknown` is worse than `ok`: nobody looked, or nobody answered in a way that can be read. */
export const level = z.enum(["ok", "warning", "critical", "unknown"]);
export type Level = z.infer<typeof level>;

/** Milliseconds since the Unix epoch on the server's clock. A wall never compares it with its own clock, see `pulse`. */
export const epochMs = z.number();

/** Samples are checked by one loop and not by a schema per element: a wall parses hundreds of thousands of them a minute. */
const samples = z.custom<(number | null)[]>(
  (value) => isNumbers(value, true),
  "must be an array of finite numbers, with null where there is no sample",
);
const times = z.custom<number[]>(
  (value) => isNumbers(value, false),
  "must be an array of milliseconds since the epoch",
);

function isNumbers(value: unknown, withGaps: boolean): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) {
    const number: unknown = value[index];
    if (!Number.isFinite(number) && !(withGaps && number === null)) return false;
  }
  return true;
}

export const statFrame = z.object({
  kind: z.literal("stat"),
  /** What is measured, in words: "CPU load". */
  name: z.string(),
  /** null: the source answers, and has no value (an empty query result). */
  value: z.number().nullable(),
  /** A unit of the protocol's table (`bps`, `ms`, `%` …) or free text shown as it is. */
  unit: z.string(),
  level,
  /** The last samples, oldest first, for a spark line. */
  trend: samples,
});

export const seriesFrame = z.object({
  kind: z.literal("series"),
  unit: z.string(),
  /** One time axis for all series, ascending, epoch milliseconds. */
  times,
  series: z.array(z.object({ name: z.string(), level, values: samples })),
  /** So many further series were left out. */
  more: z.int().min(1).optional(),
});

export const state = z.object({
  /** Within its source; the alarm it raises is `SOURCE/ID`. */
  id: z.string(),
  name: z.string(),
  level,
  /** The measured value, ready to be shown: "14.6 ms". Empty when nothing was measured. */
  value: z.string(),
  /** Why it is not ok, in a few words: "no answer within 5 s". Empty when ok. */
  reason: z.string(),
  since: epochMs,
});
export type State = z.infer<typeof state>;

export const statesFrame = z.object({ kind: z.literal("states"), states: z.array(state) });

export const eventsFrame = z.object({
  kind: z.literal("events"),
  /** Newest first. */
  events: z.array(z.object({ id: z.string(), at: epochMs, level, subject: z.string(), text: z.string() })),
});

export const rankingFrame = z.object({
  kind: z.literal("ranking"),
  unit: z.string(),
  /** Largest first. */
  items: z.array(z.object({ name: z.string(), value: z.number(), level })),
});

export const uptimeFrame = z.object({
  kind: z.literal("uptime"),
  /** Nothing is known from before: history is kept in memory since the server's start. */
  since: epochMs,
  /** Each day's share of time in which the target was well, 0 to 1, oldest day first; null for a day without a check. */
  targets: z.array(z.object({ id: z.string(), name: z.string(), level, days: samples })),
});

export const textFrame = z.object({ kind: z.literal("text"), text: z.string() });

/** What a source can answer and a panel can draw. Sources and panels know frames, never each other. */
export const frame = z.discriminatedUnion("kind", [
  statFrame,
  seriesFrame,
  statesFrame,
  eventsFrame,
  rankingFrame,
  uptimeFrame,
  textFrame,
]);
export type Frame = z.infer<typeof frame>;
export type FrameKind = Frame["kind"];
export type FrameOf<K extends FrameKind> = Extract<Frame, { kind: K }>;
