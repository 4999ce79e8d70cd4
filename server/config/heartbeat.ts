import path from "node:path";
import { z } from "zod";
import { duration } from "../protocol/duration.ts";
import { resolveSecret, type Secret, secret } from "./secret.ts";

export interface HeartbeatConfig {
  /** Whoever knows it can feign a live wall. */
  url: string | Secret;
  everyMs: number;
  /** A file of authorities in PEM form that are trusted instead of the machine's. */
  ca: string | undefined;
}

/** Said without the address, which is a secret. */
const addressWords =
  "must be an http or https address without a user name, or say where that is kept: { env: NAME }, { file: PATH } or { credential: NAME }";

/** Where it is told, again and again, that the wall shows its picture. */
export const heartbeat = z.strictObject({
  url: z.union([secret, z.string().refine(isAddress, addressWords)], addressWords),
  every: duration("1s", "1h").prefault("60s"),
  ca: z.string().min(1).max(4096).optional(),
});

export function toHeartbeat(
  written: z.output<typeof heartbeat> | undefined,
  folder: string,
): HeartbeatConfig | undefined {
  return (
    written && {
      url: typeof written.url === "string" ? written.url : resolveSecret(written.url, folder),
      everyMs: written.every,
      ca: written.ca && path.resolve(folder, written.ca),
    }
  );
}

function isAddress(text: string): boolean {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  return url !== null && text.length <= 2000 && !url.username && !url.password;
}
