import { type SessionData, Store } from "express-session";

interface Entry {
  json: string;
  /** Epoch milliseconds. */
  expires: number;
}

export interface MemoryStoreOptions {
  /** For a session whose cookie names no end. */
  maxAgeMs: number;
  /** At most so many sessions; the longest untouched leaves first. */
  most: number;
  /** A session that must not be evicted: a wall hangs on it. */
  isHeld(id: string): boolean;
  /** A session is gone: destroyed, expired or evicted. */
  onEnd(id: string): void;
}

/**
 * Sessions in memory, bounded in number and in time. Every session has the same length of life, so the order in which
 * they were touched is the order in which they expire: a sweep looks at the expired ones and at one more.
 */
export class MemoryStore extends Store {
  readonly #entries = new Map<string, Entry>();
  readonly #options: MemoryStoreOptions;

  constructor(options: MemoryStoreOptions) {
    super();
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  override get(id: string, callback: (failure: unknown, session?: SessionData | null) => void): void {
    const entry = this.#entries.get(id);
    if (entry && entry.expires <= Date.now()) this.#end(id);
    const json = this.#entries.get(id)?.json;
    setImmediate(callback, null, json === undefined ? null : JSON.parse(json));
  }

  override set(id: string, session: SessionData, callback?: (failure?: unknown) => void): void {
    this.#put(id, { json: JSON.stringify(session), expires: this.#expiry(session) });
    if (this.#entries.size > this.#options.most) this.#evict();
    if (callback) setImmediate(callback);
  }

  override touch(id: string, session: SessionData, callback?: (failure?: unknown) => void): void {
    const entry = this.#entries.get(id);
    if (entry) this.#put(id, { json: entry.json, expires: this.#expiry(session) });
    if (callback) setImmediate(callback);
  }

  override destroy(id: string, callback?: (failure?: unknown) => void): void {
    this.#end(id);
    if (callback) setImmediate(callback);
  }

  override length(callback: (failure: unknown, length: number) => void): void {
    setImmediate(callback, null, this.#entries.size);
  }

  override clear(callback?: (failure?: unknown) => void): void {
    for (const id of this.#entries.keys()) this.#end(id);
    if (callback) setImmediate(callback);
  }

  /** Ends what has expired, though nobody asks for it. */
  sweep(): void {
    const now = Date.now();
    for (const [id, { expires }] of this.#entries) {
      if (expires > now) return;
      this.#end(id);
    }
  }

  #put(id: string, entry: Entry): void {
    this.#entries.delete(id);
    this.#entries.set(id, entry);
  }

  #evict(): void {
    for (const id of this.#entries.keys()) {
      if (!this.#options.isHeld(id)) return this.#end(id);
    }
  }

  #end(id: string): void {
    if (this.#entries.delete(id)) this.#options.onEnd(id);
  }

  #expiry(session: SessionData): number {
    const { expires } = session.cookie;
    return expires ? new Date(expires).getTime() : Date.now() + this.#options.maxAgeMs;
  }
}
