import { type Cookie, type CookieOptions, type SessionData, Store } from "express-session";
import { MinuteWheel, type WheelEntry } from "./minute-wheel.ts";

interface Entry extends WheelEntry {
  /** All but the cookie, as text, so that nobody can change what is kept. */
  json: string;
  /** The cookie but for its end: to make text of it for each session would be half the work. */
  cookie: object;
  /** The end that the cookie names, epoch milliseconds; it is told anew when the system's clock was set since. */
  expires: number | undefined;
  /** When it ends, on the monotonic clock, in milliseconds. */
  deadline: number;
}

/** A clock was set where its two readings of one moment are further apart than this. */
const jumpMs = 1000;

export interface MemoryStoreOptions {
  /** For a session whose cookie names no end. */
  maxAgeMs: number;
  /** At most so many sessions; the longest unused leaves first. */
  most: number;
  /** A session that must not be evicted: a wall hangs on it. */
  isHeld(id: string): boolean;
  /** A session is gone though nobody destroyed it. */
  onEnd(id: string, why: "expired" | "evicted"): void;
}

/**
 * Sessions in memory, bounded in number and in time. Two orders are kept: that of last use, which is the map's own, and
 * that of expiry. Ends are taken on the monotonic clock: setting the system's clock neither ends a session nor prolongs it.
 */
export class MemoryStore extends Store {
  readonly #entries = new Map<string, Entry>();
  readonly #wheel = new MinuteWheel(performance.now());
  readonly #options: MemoryStoreOptions;

  constructor(options: MemoryStoreOptions) {
    super();
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  override get(id: string, callback: (failure: unknown, session?: SessionData | null) => void): void {
    const entry = this.#living(id);
    process.nextTick(callback, null, entry ? readSession(entry) : null);
  }

  override set(id: string, session: SessionData, callback?: (failure?: unknown) => void): void {
    const { cookie, ...rest } = session;
    this.#put(id, { json: JSON.stringify(rest), cookie: copyOf(cookie) }, cookie);
    if (this.#entries.size > this.#options.most) this.#evict();
    if (callback) process.nextTick(callback);
  }

  override touch(id: string, { cookie }: SessionData, callback?: (failure?: unknown) => void): void {
    const entry = this.#living(id);
    if (entry) this.#put(id, entry, cookie);
    if (callback) process.nextTick(callback);
  }

  override destroy(id: string, callback?: (failure?: unknown) => void): void {
    this.#forget(id);
    if (callback) process.nextTick(callback);
  }

  override all(callback: (failure: unknown, sessions?: Record<string, SessionData>) => void): void {
    const now = performance.now();
    const living = [...this.#entries].filter(([, { deadline }]) => deadline > now);
    process.nextTick(callback, null, Object.fromEntries(living.map(([id, entry]) => [id, readSession(entry)])));
  }

  override length(callback: (failure: unknown, length: number) => void): void {
    process.nextTick(callback, null, this.#entries.size);
  }

  override clear(callback?: (failure?: unknown) => void): void {
    for (const id of this.#entries.keys()) this.#forget(id);
    if (callback) process.nextTick(callback);
  }

  /** Ends what has expired, though nobody asks for it; how many. */
  sweep(): number {
    const due = this.#wheel.due(performance.now());
    for (const id of due) this.#end(id, "expired");
    return due.length;
  }

  #put(id: string, { json, cookie }: Pick<Entry, "json" | "cookie">, ending: Cookie): void {
    this.#forget(id);
    const expires = ending.expires?.getTime();
    const lifeMs = expires === undefined ? this.#options.maxAgeMs : expires - Date.now();
    const deadline = performance.now() + lifeMs;
    const entry: Entry = { id, json, cookie, expires, deadline, slot: undefined, before: undefined, after: undefined };
    this.#entries.set(id, entry);
    this.#wheel.add(entry, deadline);
  }

  #living(id: string): Entry | undefined {
    const entry = this.#entries.get(id);
    if (!entry || entry.deadline > performance.now()) return entry;
    this.#end(id, "expired");
    return undefined;
  }

  /** Each held session that is met moves to the end: it is in use, and is not met again soon. */
  #evict(): void {
    let left = this.#entries.size;
    for (const [id, entry] of this.#entries) {
      if (!this.#options.isHeld(id)) return this.#end(id, "evicted");
      if (left === 0) return;
      left -= 1;
      this.#entries.delete(id);
      this.#entries.set(id, entry);
    }
  }

  #end(id: string, why: "expired" | "evicted"): void {
    if (this.#forget(id)) this.#options.onEnd(id, why);
  }

  #forget(id: string): boolean {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    this.#wheel.remove(entry);
    return this.#entries.delete(id);
  }
}

function copyOf(cookie: CookieOptions & Pick<Cookie, "originalMaxAge">): object {
  const { originalMaxAge, httpOnly, path, domain, secure, sameSite, partitioned, priority } = cookie;
  return { originalMaxAge, httpOnly, path, domain, secure, sameSite, partitioned, priority };
}

function readSession({ json, cookie, expires, deadline }: Entry): SessionData {
  const session = JSON.parse(json);
  const endsAt = Date.now() + deadline - performance.now();
  const isMoved = expires !== undefined && Math.abs(endsAt - expires) > jumpMs;
  session.cookie = { ...cookie, expires: expires === undefined ? null : new Date(isMoved ? endsAt : expires) };
  return session;
}
