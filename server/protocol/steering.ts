import { z } from "zod";
import { epochMs } from "./frames.ts";

const name = z.string().min(1).max(200);
const screenLevel = z.number().min(0.2).max(1);
const sound = z.enum(["none", "ready", "off", "muted", "quiet", "blocked", "failed"]);

/** What one screen of a wall shows, told by the wall itself when it changes. */
export const stage = z.strictObject({
  screen: z.int().min(1).max(64),
  /** The key of the page on it; absent where none can be drawn. */
  page: name.optional(),
  pages: z.array(z.strictObject({ key: name, title: z.string().max(200) })).max(100),
  /** An operator holds the page. */
  isHeld: z.boolean(),
  /** The share of the full brightness that was set by hand. */
  level: screenLevel,
  sound,
  /** The sound is off until then. */
  mutedUntil: epochMs.optional(),
});
export type Stage = z.infer<typeof stage>;

/** What an operator asks of a wall from elsewhere: what they may do in its own overlay. */
export const order = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("show"), page: name }),
  z.strictObject({ do: z.literal("step"), by: z.union([z.literal(1), z.literal(-1)]) }),
  z.strictObject({ do: z.literal("hold") }),
  z.strictObject({ do: z.literal("resume") }),
  z.strictObject({ do: z.literal("dim"), level: screenLevel }),
  /** 0 lets it sound again. */
  z.strictObject({
    do: z.literal("mute"),
    minutes: z
      .number()
      .min(0)
      .max(24 * 60),
  }),
  z.strictObject({ do: z.literal("test-sound") }),
]);
export type Order = z.infer<typeof order>;

/** A screen that looks on, for who may steer it. */
export const seenWall = stage.extend({
  id: z.string(),
  user: z.string(),
  /** Of the machine that it is on, as this server sees it. */
  address: z.string(),
});
export type SeenWall = z.infer<typeof seenWall>;

/** What a `steering` message holds: an order for this wall, or for who oversees them all walls that look on. */
export const steering = z.discriminatedUnion("what", [
  z.object({ what: z.literal("order"), order }),
  z.object({ what: z.literal("walls"), walls: z.array(seenWall) }),
]);
export type Steering = z.infer<typeof steering>;
