import { z } from "zod";
import { epochMs } from "./frames.ts";
import { alarm, panelFault, panelFrame, sourceState } from "./messages.ts";
import { wall } from "./wall.ts";

const step = z.union([z.string().max(200), z.int().min(0).max(10_000)]);
/** Keys of maps and places in lists: `["pages", 0, "panels", 2, "at"]`. */
const path = z.array(step).min(1).max(16);

/**
 * One change to a configuration's text. Moving or sizing a panel sets its `at`; adding one appends to its page's
 * `panels`. Everything else in the text stays as it is written.
 */
export const edit = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("set"), path, value: z.json() }),
  z.strictObject({ type: z.literal("unset"), path }),
  /** `path` is that of the list. */
  z.strictObject({ type: z.literal("append"), path, value: z.json() }),
  z.strictObject({ type: z.literal("remove"), path }),
  /** An item to another place of its list; `to` counts without it. */
  z.strictObject({ type: z.literal("move"), path, to: z.int().min(0).max(10_000) }),
  /** An item to the end of another list, `to` being that list's path. */
  z.strictObject({ type: z.literal("transfer"), path, to: path }),
]);
export type Edit = z.infer<typeof edit>;

/** What is wrong at a place of a text; line and column count from 1. */
export const textFault = z.object({
  line: z.int().optional(),
  column: z.int().optional(),
  message: z.string(),
});
export type TextFault = z.infer<typeof textFault>;

/** A text that the configuration has, or had. */
export const savedText = z.object({
  version: z.string(),
  at: epochMs,
  /** Undefined where the file was changed by other means. */
  by: z.string().optional(),
});
export type SavedText = z.infer<typeof savedText>;

export const presentConfig = z.object({
  file: z.string(),
  text: z.string(),
  /** Of the text: who saves a change to it says so. */
  version: z.string(),
  /** Why it cannot be saved; undefined if it can. */
  readOnly: z.string().optional(),
  /** Newest first; the first one is the present text. */
  saves: z.array(savedText),
});
export type PresentConfig = z.infer<typeof presentConfig>;

/** How a wall would look that is not saved yet. A panel with a fault cannot be seen before. */
export const preview = z.object({
  wall,
  sources: z.array(sourceState),
  alarms: z.array(alarm),
  frames: z.array(panelFrame),
  faults: z.array(panelFault),
  now: epochMs,
  /** The text as data: what each page and panel says, and not what becomes of it. */
  written: z.record(z.string(), z.unknown()),
});
export type Preview = z.infer<typeof preview>;
