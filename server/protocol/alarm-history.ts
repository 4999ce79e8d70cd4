import { z } from "zod";
import { epochMs } from "./frames.ts";

const happening = z.enum([
  "raised",
  "hard",
  "severity",
  "cleared",
  "back",
  "flapping",
  "steady",
  "acknowledged",
  "unacknowledged",
  "shelved",
  "unshelved",
  "muted",
  "unmuted",
]);

export const historyEntry = z.object({
  at: epochMs,
  /** The alarm's id. */
  alarm: z.string(),
  what: happening,
  /** Who did it, or behind what or in which maintenance it is muted. Empty where time or the source did it. */
  by: z.string(),
  /** The note of an acknowledgement, the severity, or what is wrong. */
  note: z.string(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** `GET /api/alarms/history?alarm=ID`, newest first; without `alarm` that of all. */
export const historyAnswer = z.object({ entries: z.array(historyEntry) });
