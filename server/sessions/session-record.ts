import { z } from "zod";
import { role } from "../protocol/messages.ts";

const name = z.string().min(1).max(64);

/** An operator has unlocked the wall: until it is locked, left alone for so long, or its time is over. */
const unlocking = z.object({
  user: name,
  role,
  stamp: z.string(),
  /** When it was unlocked, and last used. */
  at: z.number(),
  usedAt: z.number(),
});

/** What a session holds besides its cookie. Times are epoch milliseconds on the session clock. */
const record = z.object({
  user: name,
  role,
  /** The account's as it was at the login; none for a session that needed no account. */
  stamp: z.string().optional(),
  signedInAt: z.number(),
  /** The session ends then, however much it is used. */
  expiresAt: z.number(),
  unlocked: unlocking.optional(),
});
export type SessionRecord = z.infer<typeof record>;

declare module "express-session" {
  interface SessionData extends SessionRecord {}
}

/** The record alone, of a session that was judged before. */
export function readRecord(session: Partial<SessionRecord>): SessionRecord {
  return record.parse(session);
}

const cookie = z.looseObject({ originalMaxAge: z.number().nullable(), expires: z.union([z.string(), z.date()]) });
const stored = record.extend({ cookie });

/** What a store answered, as a session of ours; undefined where it is none: garbage, or of an older version. */
export function parseStored(answer: unknown): z.infer<typeof stored> | undefined {
  const parsed = stored.safeParse(answer);
  return parsed.success ? parsed.data : undefined;
}

/** A signed-in session, as the routes and the sockets know it. */
export interface SignedIn {
  id: string;
  user: string;
  role: z.infer<typeof role>;
  expiresAt: number;
  /** Somebody has unlocked the wall: until when, and whose session it is again then. */
  unlocked?: {
    until: number;
    /** However much it is used. */
    longestUntil: number;
    base: Pick<SignedIn, "user" | "role">;
  };
}

export interface Judge {
  /** On the session clock, epoch milliseconds. */
  now: number;
  unlockIdleMs: number;
  unlockLongestMs: number;
  /** Whether the user's account is still what it was when this stamp was taken. */
  isCurrent(user: string, stamp: string): boolean;
}

/** A clock that was set back so far, or further, has not merely been corrected. */
const skewMs = 60_000;

/** Whose session it is now; undefined when nobody is signed in, its time is over, or its account has changed. */
export function judgeSession(id: string, data: Partial<SessionRecord> | undefined, judge: Judge): SignedIn | undefined {
  const { user, role, stamp, expiresAt, unlocked } = data ?? {};
  if (!user || !role || !expiresAt || expiresAt <= judge.now) return undefined;
  if (stamp !== undefined && !judge.isCurrent(user, stamp)) return undefined;
  const locked = { id, user, role, expiresAt };
  const ends = unlocked && endsOf(unlocked, judge);
  if (!unlocked || !ends) return locked;
  return { ...locked, user: unlocked.user, role: unlocked.role, unlocked: { ...ends, base: { user, role } } };
}

function endsOf({ user, stamp, at, usedAt }: z.infer<typeof unlocking>, judge: Judge) {
  const { now, unlockIdleMs, unlockLongestMs } = judge;
  const longestUntil = at + unlockLongestMs;
  const until = Math.min(usedAt + unlockIdleMs, longestUntil);
  return now < until && now >= at - skewMs && judge.isCurrent(user, stamp) ? { until, longestUntil } : undefined;
}

/**
 * What is left of a session by what is known here alone, while the store cannot be asked. What an operator unlocked
 * locks itself, and an operator's own session ends; a wall's goes on, since it can only read, and a wall that goes blind
 * because of its session store would be the worse failure.
 */
export function judgeAlone(session: SignedIn, now: number): SignedIn | undefined {
  const { unlocked, ...rest } = session;
  const left: SignedIn = unlocked && unlocked.until <= now ? { ...rest, ...unlocked.base } : session;
  const isWalls = (left.unlocked?.base ?? left).role === "wall";
  return isWalls || left.expiresAt > now ? left : undefined;
}
