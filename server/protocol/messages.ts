import { z } from "zod";
import { epochMs, frame, level } from "./frames.ts";
import { wall } from "./wall.ts";

export const protocolVersion = 1;

/** Why a socket was closed, beyond the codes of RFC 6455. */
export const closeCode = { sessionEnded: 4401, tooSlow: 4408, tooMany: 4429 };

/** From the least to the most that it may do. */
export const role = z.enum(["wall", "operator", "admin"]);
export type Role = z.infer<typeof role>;

export const session = z.object({
  user: z.string(),
  role,
  expiresAt: epochMs,
  /** An operator has unlocked the wall, which locks itself then unless it is used. `user` and `role` are the operator's. */
  unlockedUntil: epochMs.optional(),
  /** It locks itself then, however much it is used. */
  unlockedAtMost: epochMs.optional(),
});
export type Session = z.infer<typeof session>;

/** live ≤ 2 cadences since the last observation, ageing ≤ 4, stale beyond; blind = failing, or never seen. */
export const freshness = z.enum(["live", "ageing", "stale", "blind"]);
export type Freshness = z.infer<typeof freshness>;

export const sourceState = z.object({
  id: z.string(),
  freshness,
  /** When it became so. */
  since: epochMs,
  /** Its last observation; none if it was never seen. */
  observedAt: epochMs.optional(),
  /** How far ahead of this server its clock is, milliseconds; behind where negative. No age has part in it. */
  skew: z
    .object({ ms: z.number(), /** Whose clock, where the source watches several. */ of: z.string().optional() })
    .optional(),
  /** Why it cannot see, in plain words. Empty when it can. */
  detail: z.string(),
});
export type SourceState = z.infer<typeof sourceState>;

/** ISA-18.2: severity, process state and workflow are three axes. */
export const alarm = z.object({
  /** `SOURCE/IDENTITY`; the identity is also that of the state it belongs to. */
  id: z.string(),
  source: z.string(),
  name: z.string(),
  severity: level.exclude(["ok"]),
  process: z.enum(["active", "cleared"]),
  workflow: z.enum(["unacknowledged", "acknowledged", "shelved"]),
  /** Nagios: soft until it was seen so often in a row that it is no fluke. Soft ones are shown quietly and never sound. */
  state: z.enum(["soft", "hard"]),
  /** It comes and goes so often that each turn says little. */
  flapping: z.boolean(),
  since: epochMs,
  summary: z.string(),
  labels: z.record(z.string(), z.string()),
  acknowledgement: z.object({ by: z.string(), at: epochMs, until: epochMs, note: z.string() }).optional(),
  /** Who put it aside, and until when. A silence of the remote system counts too. */
  shelving: z.object({ by: z.string(), at: epochMs, until: epochMs }).optional(),
  /** Active, and asks for nobody: it stands behind another alarm (its name), or in a maintenance window (its title). */
  muted: z.object({ why: z.enum(["dependency", "maintenance"]), by: z.string() }).optional(),
});
export type Alarm = z.infer<typeof alarm>;
export type Severity = Alarm["severity"];

export const panelFrame = z.object({
  panel: z.string(),
  /** Counts the frames of this panel since the server started. */
  seq: z.int(),
  observedAt: epochMs,
  frame,
});
export type PanelFrame = z.infer<typeof panelFrame>;

/** The source sees, and this panel's query has no answer, for a reason in plain words. It holds until the panel's next frame. */
export const panelFault = z.object({ panel: z.string(), reason: z.string() });
export type PanelFault = z.infer<typeof panelFault>;

/** How many alarms have begun to ask for somebody in the last ten minutes. EEMUA 191: more than ten are too many. */
const alarmLoad = z.int().min(0);

export const serverMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("welcome"),
    protocol: z.literal(protocolVersion),
    session,
    wall,
    sources: z.array(sourceState),
    alarms: z.array(alarm),
    frames: z.array(panelFrame),
    faults: z.array(panelFault),
    alarmLoad: alarmLoad.optional(),
    now: epochMs,
  }),
  panelFrame.extend({ type: z.literal("frame") }),
  panelFault.extend({ type: z.literal("fault") }),
  sourceState.extend({ type: z.literal("source") }),
  z.object({ type: z.literal("alarm"), alarm }),
  z.object({ type: z.literal("alarm-gone"), id: z.string() }),
  z.object({ type: z.literal("alarm-load"), raised: alarmLoad }),
  z.object({ type: z.literal("pulse"), now: epochMs }),
  session.extend({ type: z.literal("session") }),
  z.object({ type: z.literal("wall"), wall }),
  z.object({ type: z.literal("refused"), reason: z.string() }),
  /** See `steering.ts`: read by what is loaded for it, so that a wall's first page holds nothing of it. */
  z.object({ type: z.literal("steering"), steering: z.unknown() }),
]);
export type ServerMessage = z.infer<typeof serverMessage>;
export type MessageOf<T extends ServerMessage["type"]> = Extract<ServerMessage, { type: T }>;
