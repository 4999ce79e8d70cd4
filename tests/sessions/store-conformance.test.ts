import session, { Cookie, type SessionData, type Store } from "express-session";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { findPostgres, findProgram } from "../../build/machine.ts";
import { Lifetime } from "../../server/lifetime.ts";
import { MemoryStore } from "../../server/sessions/memory-store.ts";
import type { SharedBackendOptions } from "../../server/sessions/session-backend.ts";
import { startPostgres } from "../resources/postgres.ts";
import { startRedis } from "../resources/redis.ts";

const maxAgeMs = 60_000;

interface Opened {
  store: Store;
  close(): Promise<void>;
}

const stores: Record<string, { open(): Promise<Opened>; isThere: boolean }> = {
  "express-session's MemoryStore": {
    isThere: true,
    open: async () => ({ store: new session.MemoryStore(), close: async () => undefined }),
  },
  "the store in memory": {
    isThere: true,
    async open() {
      const store = new MemoryStore({ maxAgeMs, most: 1000, isHeld: () => false, onEnd: () => undefined });
      return { store, close: async () => undefined };
    },
  },
  Redis: {
    isThere: findProgram("redis-server") !== undefined,
    async open() {
      const redis = await startRedis();
      const { openRedisBackend } = await import("../../server/sessions/redis-store.ts");
      return openShared(openRedisBackend, { url: redis.url, daemon: redis });
    },
  },
  PostgreSQL: {
    isThere: findPostgres() !== undefined,
    async open() {
      const postgres = await startPostgres();
      const { openPostgresBackend } = await import("../../server/sessions/postgres-store.ts");
      return openShared(openPostgresBackend, { ...postgres, daemon: postgres });
    },
  },
};

async function openShared(
  open: (options: SharedBackendOptions) => { store: Store },
  { url, password, daemon }: { url: string; password?: string; daemon: AsyncDisposable },
): Promise<Opened> {
  const lifetime = new Lifetime();
  const ready = Promise.withResolvers<void>();
  const { store } = open({
    url: new URL(url),
    password,
    tls: undefined,
    maxAgeMs,
    listener: { heard: () => undefined, doubted: ready.resolve },
    lifetime,
    log: pino({ enabled: false }),
  });
  await ready.promise;
  // What hears of other processes has a connection of its own, which may be sooner.
  await vi.waitFor(() => ask((done) => store.length?.(done)), 10_000);
  const close = async () => {
    await lifetime.end();
    await daemon[Symbol.asyncDispose]();
  };
  return { store, close };
}

function sessionFor(user: string, lifeMs = maxAgeMs): SessionData {
  // In this order: to set when it expires sets the age that is left, which may be a millisecond less by then.
  const cookie = Object.assign(new Cookie(), { expires: new Date(Date.now() + lifeMs), originalMaxAge: lifeMs });
  return { cookie, user, role: "wall", signedInAt: Date.now(), expiresAt: Date.now() + lifeMs };
}

function ask<T>(start: (done: (failure?: unknown, result?: T | null) => void) => void): Promise<T | null | undefined> {
  return new Promise((resolve, reject) => {
    start((failure, result) => (failure ? reject(failure) : resolve(result)));
  });
}

describe.each(Object.entries(stores))("%s", (_, { open, isThere }) => {
  const describeHere = isThere ? describe : describe.skip;
  describeHere("as a store of express-session", () => {
    let opened: Opened | undefined;
    beforeAll(async () => {
      opened = await open();
    }, 60_000);
    afterAll(() => opened?.close());
    beforeEach(() => ask((done) => opened?.store.clear?.(done)));

    const get = (id: string) => ask<SessionData>((done) => opened?.store.get(id, done));
    const set = (id: string, data: SessionData) => ask((done) => opened?.store.set(id, data, done));
    const touch = (id: string, data: SessionData) => ask((done) => opened?.store.touch?.(id, data, done));
    const destroy = (id: string) => ask((done) => opened?.store.destroy(id, done));
    const length = () => ask<number>((done) => opened?.store.length?.(done));
    const all = async () =>
      Object.values(
        (await ask<SessionData[] | Record<string, SessionData>>((done) => opened?.store.all?.(done))) ?? {},
      );

    it("[SE10] answers what was set, with its cookie's end", async () => {
      const data = sessionFor("ada");
      await set("a", data);
      const found = await get("a");
      expect(found).toMatchObject({ user: "ada", role: "wall", expiresAt: data.expiresAt });
      expect(found?.cookie).toMatchObject({ originalMaxAge: maxAgeMs, httpOnly: true, path: "/" });
      // A store may answer with a date or with its text: express-session takes both.
      expect(new Date(found?.cookie.expires ?? 0)).toEqual(data.cookie.expires);
    });

    it("[SE10] keeps a copy: changing what was set, or what was answered, changes nothing", async () => {
      const data = sessionFor("ada");
      await set("a", data);
      data.user = "changed";
      const found = await get("a");
      if (found) found.user = "changed too";
      expect(await get("a")).toMatchObject({ user: "ada" });
    });

    it("[SE10] an id that it does not know is nobody's, and no failure", async () => {
      expect((await get("nobody")) ?? undefined).toBeUndefined();
    });

    it("[SE10] set replaces", async () => {
      await set("a", sessionFor("ada"));
      await set("a", sessionFor("ben"));
      expect(await get("a")).toMatchObject({ user: "ben" });
      expect(await length()).toBe(1);
    });

    it("[SE10] what is destroyed is gone, and may be destroyed again", async () => {
      await set("a", sessionFor("ada"));
      await destroy("a");
      await destroy("a");
      expect((await get("a")) ?? undefined).toBeUndefined();
      expect(await length()).toBe(0);
    });

    it("[SE10] an expired session is not answered", async () => {
      await set("a", sessionFor("ada", 1100));
      expect(await get("a")).toMatchObject({ user: "ada" });
      // Redis and PostgreSQL count in whole seconds, rounded up.
      await new Promise((resolve) => setTimeout(resolve, 2300));
      expect((await get("a")) ?? undefined).toBeUndefined();
      expect(await all()).toEqual([]);
    });

    it("[SE10] touch prolongs a session and leaves what it holds", async () => {
      await set("a", sessionFor("ada", 1100));
      await touch("a", { ...sessionFor("other"), cookie: sessionFor("other").cookie });
      await new Promise((resolve) => setTimeout(resolve, 2300));
      expect(await get("a")).toMatchObject({ user: "ada" });
    });

    it("[SE10] touching an unknown session makes none", async () => {
      await touch("nobody", sessionFor("ada"));
      expect((await get("nobody")) ?? undefined).toBeUndefined();
      expect(await length()).toBe(0);
    });

    it("[SE10] length, all and clear", async () => {
      for (const user of ["ada", "ben", "eve"]) await set(user, sessionFor(user));
      expect(await length()).toBe(3);
      expect((await all()).map(({ user }) => user).toSorted()).toEqual(["ada", "ben", "eve"]);
      await ask((done) => opened?.store.clear?.(done));
      expect(await length()).toBe(0);
      expect(await all()).toEqual([]);
    });

    it("[SE10] ids that are unusual text are ids like others", async () => {
      for (const id of ["__proto__", "constructor", "a b", "ü'\";--", "x".repeat(200)]) {
        await set(id, sessionFor(id.slice(0, 10)));
        expect(await get(id)).toMatchObject({ user: id.slice(0, 10) });
        await destroy(id);
        expect((await get(id)) ?? undefined).toBeUndefined();
      }
    });
  });
});
