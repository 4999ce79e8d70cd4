import type { IncomingMessage } from "node:http";
import type { Request, RequestHandler } from "express";
import type { SessionData } from "express-session";
import type { Logger } from "pino";
import type { Proven } from "../accounts/accounts.ts";
import type { SessionsConfig } from "../config/config.ts";
import { reasonOf } from "../expected-error.ts";
import type { Lifetime } from "../lifetime.ts";
import type { GuardedStore, StoreOperation } from "./guarded-store.ts";
import type { SessionBackend } from "./session-backend.ts";
import type { SessionClock } from "./session-clock.ts";
import type { SessionNews } from "./session-news.ts";
import type { SessionParser } from "./session-parser.ts";
import { judgeAlone, judgeSession, readRecord, type SessionRecord, type SignedIn } from "./session-record.ts";

/** So long before its end a wall's session is renewed by asking for it, as a share of its life. */
const renewalShare = 0.1;
/** An unlocked wall's use is written down at most so often. */
const usedEveryMs = 1000;

export interface SessionsOptions {
  config: SessionsConfig;
  /** Served over TLS. */
  secure: boolean;
  isCurrent(user: string, stamp: string): boolean;
  /** A websocket hangs on it. */
  isHeld(id: string): boolean;
  /** What became of a session, here or in a process that shares the store. */
  onNews(news: SessionNews): void;
  /** News may have been missed: whoever holds a session should look for it again. */
  onDoubt(): void;
  onStoreAnswer(operation: StoreOperation, ms: number): void;
  lifetime: Lifetime;
  log: Logger;
}

/** How many sessions began and ended, since this process started, and by its doing. */
export interface SessionCounts {
  created: number;
  destroyed: number;
  expired: number;
  evicted: number;
  sweeps: number;
}

export interface SessionsParts extends SessionsOptions {
  backend: SessionBackend;
  store: GuardedStore;
  parser: SessionParser;
  clock: SessionClock;
  counts: SessionCounts;
  tell(news: SessionNews): void;
}

/** The sessions of this server: how they begin, change, move to another id, and end. */
export class Sessions {
  readonly counts: Readonly<SessionCounts>;
  readonly middleware: RequestHandler;
  readonly #parts: SessionsParts;

  constructor(parts: SessionsParts) {
    this.#parts = parts;
    this.counts = parts.counts;
    this.middleware = parts.parser.middleware;
  }

  get isStoreAway(): boolean {
    return this.#parts.store.isAway;
  }

  /** Whose request it is; undefined when nobody is signed in. */
  of({ sessionID, session }: Request): SignedIn | undefined {
    return this.#judge(sessionID, session);
  }

  /** The same for a websocket upgrade. */
  async parse(request: IncomingMessage): Promise<SignedIn | undefined> {
    return this.of(await this.#parts.parser.parse(request));
  }

  /** The session as it is now. Rejects with StoreAway where the store does not answer. */
  async find(id: string): Promise<SignedIn | undefined> {
    return this.#judge(id, await this.#load(id));
  }

  /** What is left of a session by what is known here, while the store does not answer. */
  judgeAlone(session: SignedIn): SignedIn | undefined {
    return judgeAlone(session, this.#parts.clock());
  }

  /** The session clock, epoch milliseconds. */
  readonly now = (): number => this.#parts.clock();

  /** A time of the session clock as the system's, epoch milliseconds: what a client is told. */
  readonly toEpoch = (time: number): number => Math.round(time - this.#parts.clock() + Date.now());

  /** Everyone's, by id. */
  async all(): Promise<{ signedIn: SignedIn; ageMs: number }[]> {
    const now = this.#parts.clock();
    return [...(await this.#loadAll())].flatMap(([id, data]) => {
      const signedIn = this.#judge(id, data);
      return signedIn ? [{ signedIn, ageMs: now - data.signedInAt }] : [];
    });
  }

  /** Begins a session under a new id, so that one planted before the login is worth nothing. */
  async signIn(request: Request, { user, role, stamp }: Omit<Proven, "stamp"> & { stamp?: string }): Promise<void> {
    const now = this.#parts.clock();
    const old = request.session.user === undefined ? undefined : request.sessionID;
    const account = stamp === undefined ? { user, role } : { user, role, stamp };
    await this.#begin(request, { ...account, signedInAt: now, expiresAt: now + this.#parts.config.maxAgeMs });
    this.#parts.counts.created += 1;
    if (old !== undefined) await this.#end(old);
  }

  async signOut(request: Request): Promise<void> {
    await this.#end(request.sessionID);
  }

  /** Ends a session of somebody else, and its sockets with it. */
  async end(id: string): Promise<void> {
    await this.#end(id);
  }

  /** Gives the session an operator's role until it is locked. It goes on under a new id, and its sockets with it. */
  async unlock(request: Request, { user, role, stamp }: Proven): Promise<void> {
    const now = this.#parts.clock();
    await this.#move(request, {
      ...readRecord(request.session),
      unlocked: { user, role, stamp, at: now, usedAt: now },
    });
  }

  async lock(request: Request): Promise<void> {
    const { unlocked: _, ...record } = readRecord(request.session);
    await this.#move(request, record);
  }

  /** A wall's session that is near its end begins anew under its id. */
  renew({ session }: Request): void {
    const { clock, config } = this.#parts;
    const now = clock();
    const { role, expiresAt = now } = session;
    if (role !== "wall" || expiresAt - now > config.maxAgeMs * renewalShare) return;
    // A changed session is saved, and its cookie sent anew.
    session.expiresAt = now + config.maxAgeMs;
    session.cookie.maxAge = config.maxAgeMs;
  }

  /** The unlocked wall was used: it does not lock itself yet. */
  used(request: Request): void {
    const { session } = request;
    const now = this.#parts.clock();
    if (!session.unlocked || !this.of(request)?.unlocked || now - session.unlocked.usedAt < usedEveryMs) return;
    session.unlocked = { ...session.unlocked, usedAt: now };
  }

  /** The same, through a socket. */
  async usedBySocket(id: string): Promise<void> {
    const data = await this.#load(id);
    const now = this.#parts.clock();
    if (!data?.unlocked || !this.#judge(id, data)?.unlocked || now - data.unlocked.usedAt < usedEveryMs) return;
    await this.#save(id, { ...data, unlocked: { ...data.unlocked, usedAt: now } });
  }

  /** Ends every session of these users that was begun under an account that has changed since. */
  async endOutdated(users: readonly string[]): Promise<void> {
    for (const [id, data] of await this.#loadAll()) {
      if (users.includes(data.user) && !this.#judge(id, data)) await this.#end(id);
    }
  }

  #judge(id: string, data: Partial<SessionRecord> | undefined): SignedIn | undefined {
    const { clock, config, isCurrent } = this.#parts;
    const { unlockIdleMs, unlockLongestMs } = config;
    return judgeSession(id, data, { now: clock(), unlockIdleMs, unlockLongestMs, isCurrent });
  }

  /** The other processes hear of it before the old id ends, so that no socket falls between the two. */
  async #move(request: Request, record: SessionRecord): Promise<void> {
    const from = request.sessionID;
    await this.#begin(request, record);
    await this.#publish({ type: "moved", from, to: request.sessionID });
    await this.#end(from);
  }

  async #begin(request: Request, record: SessionRecord): Promise<void> {
    const before = { sessionID: request.sessionID, session: request.session };
    request.sessionStore.generate(request);
    const { session } = request;
    Object.assign(session, record);
    session.cookie.maxAge = record.expiresAt - this.#parts.clock();
    await new Promise<void>((resolve, reject) => {
      session.save((failure: unknown) => (failure ? reject(failure) : resolve()));
    }).catch((failure: unknown) => {
      // No cookie for a session that there is not: the one before goes on.
      Object.assign(request, before);
      throw failure;
    });
  }

  async #end(id: string): Promise<void> {
    const { store, counts } = this.#parts;
    await new Promise<void>((resolve, reject) => {
      store.destroy(id, (failure) => (failure ? reject(failure) : resolve()));
    });
    counts.destroyed += 1;
    await this.#publish({ type: "ended", id });
  }

  async #publish(news: SessionNews): Promise<void> {
    const { tell, backend, log } = this.#parts;
    tell(news);
    await backend.channel?.publish(news).catch((failure: unknown) => {
      log.warn({ reason: reasonOf(failure) }, "the other processes hear of a session's end when they look for it");
    });
  }

  #load(id: string): Promise<SessionData | undefined> {
    return new Promise((resolve, reject) => {
      this.#parts.store.get(id, (failure, found) => (failure ? reject(failure) : resolve(found ?? undefined)));
    });
  }

  #save(id: string, data: SessionData): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#parts.store.set(id, data, (failure) => (failure ? reject(failure) : resolve()));
    });
  }

  #loadAll(): Promise<Map<string, SessionData>> {
    return new Promise((resolve, reject) => {
      this.#parts.store.all((failure, found) =>
        failure ? reject(failure) : resolve(new Map(Object.entries(found ?? {}))),
      );
    });
  }
}
