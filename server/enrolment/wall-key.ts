import { randomBytes } from "node:crypto";

/** What an enrolled wall signs itself in with: its account, and a secret that has the time of its making in it. */
export interface WallKey {
  user: string;
  secret: string;
}

const dayMs = 86_400_000;
export const keyMs = 365 * dayMs;

/**
 * 256 random bits behind the time in milliseconds. The account has the hash of both: a wall cannot make its key younger.
 */
export function newSecret(now: number): string {
  return `${now.toString(36)}.${randomBytes(32).toString("base64url")}`;
}

/** As it stands in a cookie. */
export function writeKey({ user, secret }: WallKey): string {
  return `${Buffer.from(user).toString("base64url")}.${secret}`;
}

/** Undefined where it is no key. */
export function readKey(text: string): WallKey | undefined {
  const [user = "", time = "", random = "", ...more] = text.split(".");
  if (!user || !time || !random || more.length > 0) return undefined;
  return { user: Buffer.from(user, "base64url").toString("utf8"), secret: `${time}.${random}` };
}

/** A key is good for a year; one from a future day was made while the clock was wrong, and would be for longer. */
export function isInForce({ secret }: WallKey, now: number): boolean {
  const ageMs = now - Number.parseInt(secret, 36);
  return ageMs > -dayMs && ageMs < keyMs;
}
