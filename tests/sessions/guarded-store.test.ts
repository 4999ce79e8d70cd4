import { Cookie, type SessionData, Store } from "express-session";
import { describe, expect, it } from "vitest";
import { GuardedStore, StoreAway } from "../../server/sessions/guarded-store.ts";
import { EndedIds } from "../../server/sessions/session-news.ts";

function sessionFor(user: string): SessionData {
  const cookie = Object.assign(new Cookie(), { originalMaxAge: 60_000, expires: new Date(Date.now() + 60_000) });
  return { cookie, user, role: "wall", signedInAt: Date.now(), expiresAt: Date.now() + 60_000 };
}

/** A store of which each answer is the test's. */
class ScriptedStore extends Store {
  answer: (done: (failure?: unknown, found?: unknown) => void) => void = (done) => done();
  readonly asked: string[] = [];

  override get(id: string, done: (failure?: unknown, found?: SessionData) => void) {
    this.asked.push(`get ${id}`);
    this.answer(done as (failure?: unknown, found?: unknown) => void);
  }
  override set(id: string, _: SessionData, done?: (failure?: unknown) => void) {
    this.asked.push(`set ${id}`);
    this.answer(done ?? (() => undefined));
  }
  override destroy(id: string, done?: (failure?: unknown) => void) {
    this.asked.push(`destroy ${id}`);
    done?.();
  }
  override all(done: (failure: unknown, found?: SessionData[]) => void) {
    this.answer(done as (failure?: unknown, found?: unknown) => void);
  }
}

function guard(waitMs = 100) {
  const inner = new ScriptedStore();
  const told: string[] = [];
  const ended = new EndedIds();
  const store = new GuardedStore(inner, {
    waitMs,
    ended,
    onAnswer: (operation) => told.push(operation),
    onAway: (reason) => told.push(`away: ${reason}`),
    onBack: () => told.push("back"),
    onGarbage: () => told.push("garbage"),
  });
  const get = (id = "a") =>
    new Promise<SessionData | null | undefined>((resolve, reject) => {
      store.get(id, (failure, found) => (failure ? reject(failure) : resolve(found)));
    });
  return { inner, store, told, ended, get };
}

describe("the guard before a store", () => {
  it("[SE23] waits for no answer without end", async () => {
    const { inner, get, told } = guard();
    inner.answer = () => undefined;
    await expect(get()).rejects.toThrow(StoreAway);
    await expect(get()).rejects.toThrow("no answer within 0.1 s");
    expect(told.filter((word) => word.startsWith("away"))).toEqual(["away: no answer within 0.1 s"]);
  });

  it("[SE23] tells once that the store went away, and once that it is back", async () => {
    const { inner, get, told } = guard();
    inner.answer = (done) => done(new Error("connection refused"));
    for (let turn = 0; turn < 3; turn += 1) await expect(get()).rejects.toThrow("connection refused");
    inner.answer = (done) => done(null, sessionFor("ada"));
    for (let turn = 0; turn < 3; turn += 1) expect(await get()).toMatchObject({ user: "ada" });
    expect(told.filter((word) => word !== "get")).toEqual(["away: connection refused", "back"]);
  });

  it("[SE23] a store that throws is one that fails, and one that answers twice has answered once", async () => {
    const { inner, get } = guard();
    inner.answer = () => {
      throw new Error("broken");
    };
    await expect(get()).rejects.toThrow("broken");
    inner.answer = (done) => {
      done(null, sessionFor("ada"));
      done(new Error("once more"));
    };
    expect(await get()).toMatchObject({ user: "ada" });
  });

  it.each([
    ["text", "garbage"],
    ["a number", 7],
    ["a list", []],
    ["an empty object", {}],
    ["without a cookie", { ...sessionFor("ada"), cookie: undefined }],
    ["of an older version", { cookie: sessionFor("ada").cookie, user: "ada", role: "wall" }],
    ["with a role that there is not", { ...sessionFor("ada"), role: "root" }],
    ["with an end that is no time", { ...sessionFor("ada"), expiresAt: "tomorrow" }],
  ])("[SE25] a record that is %s is nobody's session, and destroyed", async (_, record) => {
    const { inner, get, told } = guard();
    inner.answer = (done) => done(null, record);
    expect(await get()).toBeNull();
    expect(told).toContain("garbage");
    expect(inner.asked).toContain("destroy a");
  });

  it("[SE25] among all sessions what is none of ours is left out", async () => {
    const { inner, store } = guard();
    inner.answer = (done) => done(null, { good: sessionFor("ada"), bad: { user: "eve" }, worse: null });
    const found = await new Promise((resolve) => store.all((_, sessions) => resolve(sessions)));
    expect(Object.keys(found as object)).toEqual(["good"]);
  });

  it("[SE26] an answer that was under way when its session ended does not bring it back", async () => {
    const { inner, store, ended, get } = guard();
    inner.answer = (done) => {
      ended.add("a");
      done(null, sessionFor("ada"));
    };
    expect(await get()).toBeNull();
    await new Promise((resolve) => store.set("a", sessionFor("ada"), resolve));
    expect(inner.asked).not.toContain("set a");
    await new Promise((resolve) => store.set("b", sessionFor("ada"), resolve));
    expect(inner.asked).toContain("set b");
  });
});
