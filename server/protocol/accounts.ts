import { z } from "zod";
import { role } from "./messages.ts";

const user = z.string().min(1).max(64);
/** A PIN or a passphrase. How long it must be is the accounts' own rule. */
const secret = z.string().min(1).max(1024);

/** One change to the accounts. */
export const accountChange = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("add"), user, role, secret }),
  /** A wall's sessions go on under a new secret unless it is said otherwise; all others end. */
  z.strictObject({ type: z.literal("secret"), user, secret, endSessions: z.boolean().optional() }),
  z.strictObject({ type: z.literal("role"), user, role }),
  z.strictObject({ type: z.literal("disable"), user }),
  z.strictObject({ type: z.literal("enable"), user }),
  z.strictObject({ type: z.literal("remove"), user }),
]);
export type AccountChange = z.infer<typeof accountChange>;

export const accountList = z.object({
  accounts: z.array(
    z.object({
      user,
      role,
      disabled: z.boolean(),
      /** This wall's own, which it signs itself in with. */
      isWalls: z.boolean(),
      /** The sessions that it has now, and the walls that it has unlocked. */
      sessions: z.int().min(0),
    }),
  ),
});
export type AccountList = z.infer<typeof accountList>;
export type ToldAccount = AccountList["accounts"][number];
