import { type Role, role } from "./messages.ts";

/** Whether who has the one role may do what the other may. */
export function mayActAs(has: Role, least: Role): boolean {
  return role.options.indexOf(has) >= role.options.indexOf(least);
}
