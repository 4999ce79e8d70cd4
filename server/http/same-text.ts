import { createHash, timingSafeEqual } from "node:crypto";

/** Compares a secret in a time that does not depend on where the two differ. */
export function isSameText(one: string | undefined, other: string): boolean {
  return one !== undefined && timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
