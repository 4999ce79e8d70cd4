import { z } from "zod";
import { epochMs } from "./frames.ts";
import { alarm, role, sourceState } from "./messages.ts";
import { seenWall } from "./steering.ts";

export const sourceReport = z.object({
  id: z.string(),
  type: z.string(),
  cadenceMs: z.number(),
  state: sourceState,
  /** When it last could not see, and why, though it may see again. */
  lastFailure: z.object({ at: epochMs, reason: z.string() }).optional(),
});
export type SourceReport = z.infer<typeof sourceReport>;

export const sessionReport = z.object({
  /** Names the session, and is worth nothing as a cookie. */
  ref: z.string(),
  user: z.string(),
  role,
  ageMs: z.number(),
  expiresAt: epochMs,
  sockets: z.int(),
  /** The screens that it is shown on. */
  walls: z.array(seenWall.pick({ address: true, screen: true, page: true })),
  /** It is the session of who asks. */
  isOwn: z.boolean(),
});
export type SessionReport = z.infer<typeof sessionReport>;

/** How things stand, in words; where something should be done, what. */
export const told = z.object({ words: z.string(), remedy: z.string().optional() });
export type Told = z.infer<typeof told>;

/** `at`: when it ended, or began where it has not. */
export const lastUpdate = told.extend({ at: epochMs.optional() });
export type LastUpdate = z.infer<typeof lastUpdate>;

export const updateReport = z.object({
  /** Of the IANA list: that of the hours of updates. */
  zone: z.string(),
  /** How newer versions come to this machine. */
  way: told,
  /** Absent where there was none by itself. */
  last: lastUpdate.optional(),
  /** The hours of updates that are open, or the next; absent where none come. `waits`: why nothing is installed in them now. */
  hours: z.object({ from: epochMs, to: epochMs, waits: z.string().optional() }).optional(),
});
export type UpdateReport = z.infer<typeof updateReport>;

/** `GET /api/diagnostics` */
export const diagnostics = z.object({
  at: epochMs,
  versions: z.object({ nocturne: z.string(), node: z.string() }),
  platform: z.string(),
  uptimeSeconds: z.number(),
  residentBytes: z.number(),
  heapUsedBytes: z.number(),
  /** The longest that the server's event loop was held up while this was asked for. */
  eventLoopLagMs: z.number(),
  /** Messages replaced by a newer one before a slow wall took them, since the start. */
  droppedFrames: z.int(),
  sockets: z.int(),
  updates: updateReport,
  sources: z.array(sourceReport),
  /** Absent while their store does not answer. */
  sessions: z.array(sessionReport).optional(),
});
export type Diagnostics = z.infer<typeof diagnostics>;

/** `POST /api/sources/ID/test` */
export const probeAnswer = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("seen"),
    afterMs: z.number(),
    /** What it finds wrong, of what it had looked at by then. */
    conditions: z.array(alarm.pick({ name: true, severity: true, summary: true })),
  }),
  z.object({ outcome: z.literal("failed"), afterMs: z.number(), reason: z.string() }),
  /** It was given up. */
  z.object({ outcome: z.literal("silent"), afterMs: z.number() }),
]);
export type ProbeAnswer = z.infer<typeof probeAnswer>;

/** `POST /api/support-bundle`: where it was written, on the server. */
export const savedBundle = z.object({ file: z.string() });
