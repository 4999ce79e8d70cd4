import { type SessionData, Store } from "express-session";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import type { EndedIds } from "./session-news.ts";
import { parseStored } from "./session-record.ts";

/** The session store does not answer. What needs it is refused with 503 until it does. */
export class StoreAway extends ExpectedError {
  override name = "StoreAway";
}

export type StoreOperation = "get" | "set" | "touch" | "destroy" | "all";

export interface GuardedStoreOptions {
  /** No answer for so long counts as none. Undefined for a store that answers from memory. */
  waitMs: number | undefined;
  ended: EndedIds;
  /** After each operation, with how long it took in milliseconds. */
  onAnswer(operation: StoreOperation, ms: number): void;
  /** The store went away, and why, or came back: told once each time. */
  onAway(reason: string): void;
  onBack(): void;
  /** A record that is no session of ours was found, and destroyed. */
  onGarbage(): void;
}

/** connect-redis answers with a list of sessions that have their ids in them. */
type Found = Record<string, SessionData> | SessionData[];

type Done<T> = (failure?: unknown, result?: T) => void;

/**
 * Stands before any store: it waits for no answer without end, believes no answer unread, and never brings back a
 * session that has ended.
 */
export class GuardedStore extends Store {
  readonly #inner: Store;
  readonly #options: GuardedStoreOptions;
  #isAway = false;

  constructor(inner: Store, options: GuardedStoreOptions) {
    super();
    this.#inner = inner;
    this.#options = options;
  }

  get isAway(): boolean {
    return this.#isAway;
  }

  override get(id: string, callback: (failure: unknown, session?: SessionData | null) => void): void {
    this.#ask<SessionData | null>(
      "get",
      (done) => this.#inner.get(id, done),
      (failure, found) => {
        if (failure || !found || this.#options.ended.has(id)) return callback(failure ?? null, null);
        if (parseStored(found)) return callback(null, found);
        this.#options.onGarbage();
        this.destroy(id, () => callback(null, null));
      },
    );
  }

  override set(id: string, session: SessionData, callback?: (failure?: unknown) => void): void {
    if (this.#options.ended.has(id)) return process.nextTick(() => callback?.());
    this.#ask("set", (done) => this.#inner.set(id, session, done), callback);
  }

  override touch(id: string, session: SessionData, callback?: (failure?: unknown) => void): void {
    this.#ask("touch", (done) => this.#inner.touch?.(id, session, done), callback);
  }

  override destroy(id: string, callback?: (failure?: unknown) => void): void {
    this.#ask("destroy", (done) => this.#inner.destroy(id, done), callback);
  }

  /** The sessions by id, without what is none of ours. */
  override all(callback: (failure: unknown, sessions?: Record<string, SessionData>) => void): void {
    this.#ask<Found>(
      "all",
      (done) => this.#inner.all?.((failure: unknown, found) => done(failure, found ?? undefined)),
      (failure, found) => callback(failure ?? null, failure ? undefined : byId(found ?? {})),
    );
  }

  #ask<T>(operation: StoreOperation, start: (done: Done<T>) => void, callback?: Done<T>): void {
    const { waitMs, onAnswer } = this.#options;
    const startedAt = performance.now();
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const done: Done<T> = (failure, result) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      onAnswer(operation, performance.now() - startedAt);
      this.#judge(failure);
      callback?.(failure ? away(failure) : undefined, result);
    };
    if (waitMs !== undefined) timer = setTimeout(done, waitMs, new Error(`no answer within ${waitMs / 1000} s`));
    try {
      start(done);
    } catch (failure) {
      done(failure);
    }
  }

  #judge(failure: unknown): void {
    if (this.#isAway === Boolean(failure)) return;
    this.#isAway = Boolean(failure);
    if (failure) this.#options.onAway(reasonOf(failure));
    else this.#options.onBack();
  }
}

function away(failure: unknown): StoreAway {
  return new StoreAway(`the session store cannot be reached: ${reasonOf(failure)}`);
}

function byId(found: Found): Record<string, SessionData> {
  const entries = Array.isArray(found)
    ? found.map((session) => ["id" in session ? String(session.id) : "", session] as const)
    : Object.entries(found);
  return Object.fromEntries(entries.filter(([, session]) => parseStored(session)));
}
