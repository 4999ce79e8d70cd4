import { z } from "zod";
import { order, stage } from "./steering.ts";

const id = z.string().min(1).max(200);
const minutes = z
  .number()
  .positive()
  .max(30 * 24 * 60);

export const clientMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("watch"), panels: z.array(id).max(500) }),
  z.strictObject({ type: z.literal("acknowledge"), alarm: id, minutes, note: z.string().max(500) }),
  z.strictObject({ type: z.literal("unacknowledge"), alarm: id }),
  z.strictObject({ type: z.literal("shelve"), alarm: id, minutes }),
  z.strictObject({ type: z.literal("unshelve"), alarm: id }),
  /** An operator is at work, and the unlocked wall is not to lock itself yet. */
  z.strictObject({ type: z.literal("in-use") }),
  /** What this screen shows: it can be steered from then on. */
  z.strictObject({ type: z.literal("stage"), stage }),
  /** Asks for all walls that look on, now and whenever one of them changes. For operators. */
  z.strictObject({ type: z.literal("oversee") }),
  /** Asks one wall, or all of them, to do something. For operators. */
  z.strictObject({ type: z.literal("steer"), wall: id.nullable(), order }),
  z.strictObject({ type: z.literal("drawn"), panel: id, seq: z.int().min(0) }),
]);
export type ClientMessage = z.infer<typeof clientMessage>;
