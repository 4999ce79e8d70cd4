import type { SessionData } from "express-session";
import { Cookie } from "express-session";
import "../../server/sessions/session-parser.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryStore } from "../../server/sessions/memory-store.ts";

const maxAgeMs = 60_000;
const session = (): SessionData =>
  ({ cookie: Object.assign(new Cookie(), { expires: new Date(Date.now() + maxAgeMs) }), user: "wall" }) as SessionData;

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

function open(options: { most?: number; held?: string } = {}) {
  const ended: string[] = [];
  const store = new MemoryStore({
    maxAgeMs,
    most: options.most ?? 100,
    isHeld: (id) => id === options.held,
    onEnd: (id) => ended.push(id),
  });
  const get = (id: string) =>
    new Promise<SessionData | null | undefined>((resolve) => store.get(id, (_, found) => resolve(found)));
  return { store, ended, get };
}

describe("the store of sessions in memory", () => {
  it("[SE2] a session that nobody asks for is swept when its time is over", () => {
    const { store, ended } = open();
    store.set("old", session());
    vi.setSystemTime(Date.now() + maxAgeMs / 2);
    store.set("young", session());
    vi.setSystemTime(Date.now() + maxAgeMs / 2);
    store.sweep();
    expect(ended).toEqual(["old"]);
    expect(store.size).toBe(1);
  });

  it("[SE2] an expired session is not answered, even before a sweep", async () => {
    const { store, ended, get } = open();
    store.set("a", session());
    expect(await get("a")).toMatchObject({ user: "wall" });
    vi.setSystemTime(Date.now() + maxAgeMs);
    expect(await get("a")).toBeNull();
    expect(ended).toEqual(["a"]);
  });

  it("[SE2] a touched session lives on, and is swept after those that were not", () => {
    const { store, ended } = open();
    store.set("a", session());
    store.set("b", session());
    vi.setSystemTime(Date.now() + maxAgeMs - 1);
    store.touch("a", session());
    vi.setSystemTime(Date.now() + 1);
    store.sweep();
    expect(ended).toEqual(["b"]);
    store.touch("never-seen", session());
    expect(store.size).toBe(1);
  });

  it("[SE3] above its number the longest untouched leaves, but never one that a wall hangs on", () => {
    const { store, ended } = open({ most: 2, held: "a" });
    store.set("a", session());
    store.set("b", session());
    store.set("c", session());
    expect(ended).toEqual(["b"]);
  });

  it("[SE1] what is stored is a copy, and a destroyed session is gone and told once", async () => {
    const { store, ended, get } = open();
    const data = session();
    store.set("a", data);
    data.user = "changed later";
    expect(await get("a")).toMatchObject({ user: "wall" });
    store.destroy("a");
    store.destroy("a");
    expect(await get("a")).toBeNull();
    expect(ended).toEqual(["a"]);
  });
});
