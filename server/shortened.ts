import { createHash } from "node:crypto";

/** A text that is too long for an id is cut, and still told from its like by its hash: nine characters more at most. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}~${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
}
