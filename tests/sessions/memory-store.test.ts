import { Cookie, type SessionData } from "express-session";
import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryStore } from "../../server/sessions/memory-store.ts";

const minute = 60_000;
const day = 86_400_000;

beforeEach(() => vi.useFakeTimers({ toFake: ["Date", "performance"] }));
afterEach(() => vi.useRealTimers());

function sessionFor(lifeMs = minute): SessionData {
  const cookie = Object.assign(new Cookie(), { originalMaxAge: lifeMs, expires: new Date(Date.now() + lifeMs) });
  return { cookie, user: "wall", role: "wall", signedInAt: Date.now(), expiresAt: Date.now() + lifeMs };
}

function open({ most = 100, held = [] as string[] } = {}) {
  const ended: string[] = [];
  const store = new MemoryStore({
    maxAgeMs: minute,
    most,
    isHeld: (id) => held.includes(id),
    onEnd: (id, why) => ended.push(`${id} ${why}`),
  });
  const get = (id: string) =>
    new Promise<SessionData | null | undefined>((resolve) => store.get(id, (_, found) => resolve(found)));
  return { store, ended, get };
}

describe("the store of sessions in memory", () => {
  it("[SE2] a session that nobody asks for is swept within a minute of its end", () => {
    const { store, ended } = open();
    store.set("old", sessionFor());
    vi.advanceTimersByTime(minute);
    store.set("young", sessionFor(5 * minute));
    vi.advanceTimersByTime(minute);
    expect(store.sweep()).toBe(1);
    expect(ended).toEqual(["old expired"]);
    expect(store.size).toBe(1);
  });

  it("[SE2] an expired session is not answered, even before a sweep, and ends once", async () => {
    const { store, ended, get } = open();
    store.set("a", sessionFor());
    expect(await get("a")).toMatchObject({ user: "wall" });
    vi.advanceTimersByTime(minute);
    expect(await get("a")).toBeNull();
    vi.advanceTimersByTime(minute);
    store.sweep();
    expect(ended).toEqual(["a expired"]);
  });

  it("[SE2] sessions of different lives are swept each at its own end", () => {
    const { store, ended } = open();
    store.set("long", sessionFor(10 * minute));
    store.set("short", sessionFor(minute));
    store.touch("long", sessionFor(3 * minute));
    for (let minutes = 0; minutes < 5; minutes += 1) {
      vi.advanceTimersByTime(minute);
      store.sweep();
    }
    expect(ended).toEqual(["short expired", "long expired"]);
  });

  it("[SE2] whatever is set, touched and destroyed, the sweeps leave exactly what has not ended", () => {
    const step = record({
      id: constantFrom("a", "b", "c", "d"),
      act: constantFrom("set", "touch", "destroy" as const),
      lifeMs: integer({ min: 1, max: 10 * minute }),
      thenMs: integer({ min: 0, max: 4 * minute }),
    });
    assert(
      property(array(step, { maxLength: 40 }), (steps) => {
        const { store } = open();
        const ends = new Map<string, number>();
        for (const { id, act, lifeMs, thenMs } of steps) {
          const isThere = (ends.get(id) ?? 0) > performance.now();
          if (act === "set") store.set(id, sessionFor(lifeMs));
          if (act === "touch") store.touch(id, sessionFor(lifeMs));
          if (act === "destroy") store.destroy(id);
          if (act === "destroy") ends.delete(id);
          else if (act === "set" || isThere) ends.set(id, performance.now() + lifeMs);
          vi.advanceTimersByTime(thenMs);
          store.sweep();
          const living = [...ends.values()].filter((end) => end > performance.now()).length;
          const endedLately = [...ends.values()].filter((end) => end > performance.now() - minute).length;
          expect(store.size).toBeGreaterThanOrEqual(living);
          expect(store.size).toBeLessThanOrEqual(endedLately);
        }
      }),
    );
  });

  it("[SE3] above its number the longest unused leaves first", async () => {
    const { store, ended } = open({ most: 3 });
    for (const id of ["a", "b", "c"]) store.set(id, sessionFor());
    store.touch("a", sessionFor());
    store.set("d", sessionFor());
    store.set("e", sessionFor());
    expect(ended).toEqual(["b evicted", "c evicted"]);
  });

  it("[SE3] one that a wall hangs on never leaves, however long it is unused", () => {
    const { store, ended } = open({ most: 3, held: ["a", "b"] });
    for (const id of ["a", "b", "c", "d", "e"]) store.set(id, sessionFor());
    expect(ended).toEqual(["c evicted", "d evicted"]);
  });

  it("[SE3] where all are held none leaves", () => {
    const { store, ended } = open({ most: 2, held: ["a", "b", "c"] });
    for (const id of ["a", "b", "c"]) store.set(id, sessionFor());
    expect(ended).toEqual([]);
    expect(store.size).toBe(3);
  });

  it.each([day, -day])("[SE11] the clock is set by %i ms: no session ends by it or lives longer", async (jump) => {
    const { store, ended, get } = open();
    store.set("a", sessionFor(10 * minute));
    vi.setSystemTime(Date.now() + jump);
    vi.advanceTimersByTime(9 * minute);
    store.sweep();
    const found = await get("a");
    expect(found).toMatchObject({ user: "wall" });
    // Its cookie's end is told anew, in the clock's present time.
    expect(new Date(found?.cookie.expires ?? 0).getTime()).toBeCloseTo(Date.now() + minute, -1);
    vi.advanceTimersByTime(minute);
    expect(await get("a")).toBeNull();
    expect(ended).toEqual(["a expired"]);
  });

  it("[SE1] what is destroyed is told by whoever destroyed it, and not by the store", () => {
    const { store, ended } = open();
    store.set("a", sessionFor());
    store.destroy("a");
    expect(ended).toEqual([]);
    expect(store.size).toBe(0);
  });
});
