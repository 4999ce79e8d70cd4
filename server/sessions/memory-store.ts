import { type SessionData, Store } from "express-session";
import { MinuteWheel } from "./minute-wheel.ts";

interface Entry {
  json: string;
  /** When it ends: on the monotonic clock, in milliseconds, and as the session's cookie said it, epoch milliseconds. */
  deadline: number;
  expires: number;
  /** Where the wheel has it. */
  slot: number;
}

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

/** A clock was set where its two readings of one moment are further apart than this. */
const jumpMs = 1000;

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
    this.#forget(id);
    this.#put(id, JSON.stringify(session), this.#expiresOf(session));
    if (this.#entries.size > this.#options.most) this.#evict();
    if (callback) process.nextTick(callback);
  }

  override touch(id: string, session: SessionData, callback?: (failure?: unknown) => void): void {
    const entry = this.#living(id);
    if (entry) {
      this.#forget(id);
      this.#put(id, entry.json, this.#expiresOf(session));
    }
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
    const due = this.#wheel.takeDue(performance.now());
    for (const id of due) this.#end(id, "expired");
    return due.length;
  }

  #put(id: string, json: string, expires: number): void {
    const deadline = performance.now() + expires - Date.now();
    this.#entries.set(id, { json, deadline, expires, slot: this.#wheel.add(id, deadline) });
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
    if (entry) this.#wheel.remove(id, entry.slot);
    return this.#entries.delete(id);
  }

  #expiresOf({ cookie: { expires } }: SessionData): number {
    return expires ? new Date(expires).getTime() : Date.now() + this.#options.maxAgeMs;
  }
}

/** The session with the end that it has now: a touch changes that, and so does setting the system's clock. */
function readSession({ json, deadline, expires }: Entry): SessionData {
  const session = JSON.parse(json);
  if (typeof session.cookie?.expires !== "string") return session;
  const endsAt = Date.now() + deadline - performance.now();
  session.cookie.expires = new Date(Math.abs(endsAt - expires) > jumpMs ? endsAt : expires).toISOString();
  return session;
}
