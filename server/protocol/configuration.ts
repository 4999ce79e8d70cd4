import { z } from "zod";

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
]);
export type Edit = z.infer<typeof edit>;
