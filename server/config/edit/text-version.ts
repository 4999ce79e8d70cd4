import { createHash } from "node:crypto";

/** Names a text by its content: who saves says which one they have changed. */
export function textVersion(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
