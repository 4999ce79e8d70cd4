import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cookieOf, password, type RunningWall, startWall } from "../resources/running-wall.ts";

const minute = 60_000;

beforeEach(() => vi.useFakeTimers({ toFake: ["Date", "performance"], now: Date.now() }));
afterEach(() => vi.useRealTimers());

const unlock = (wall: RunningWall, cookie: string, secret = password, username = "ada") =>
  wall.post("/api/unlock", { cookie, body: { username, secret } });
const session = async (wall: RunningWall, cookie: string) =>
  (await (await wall.get("/api/session", cookie)).json()) as { user: string; role: string; unlockedUntil?: number };

describe("unlocking the wall", () => {
  it("[SE21] gives it the operator's role under a new id; its socket goes along and is told; locking takes it back", async () => {
    await using wall = await startWall();
    const locked = await wall.signIn();
    using socket = wall.open(locked);
    await socket.next("welcome");
    const answer = await unlock(wall, locked);
    expect(answer.status).toBe(204);
    const unlocked = cookieOf(answer);
    expect(unlocked).not.toBe(locked);
    expect((await wall.get("/api/session", locked)).status).toBe(401);
    expect(await session(wall, unlocked)).toMatchObject({ user: "ada", role: "operator" });
    const told = await socket.next("session");
    expect(told).toMatchObject({ user: "ada", role: "operator", unlockedUntil: expect.any(Number) });
    const relocked = await wall.post("/api/lock", { cookie: unlocked });
    expect(relocked.status).toBe(204);
    await socket.next("session", ({ role }) => role === "wall");
    expect((await wall.get("/api/session", unlocked)).status).toBe(401);
    expect(await session(wall, cookieOf(relocked))).toMatchObject({ user: "wall", role: "wall" });
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "unlock", user: "ada", role: "operator" }));
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "lock", user: "ada" }));
  });

  it("[SE24] left alone for two minutes it is locked again", async () => {
    await using wall = await startWall();
    const cookie = cookieOf(await unlock(wall, await wall.signIn()));
    vi.advanceTimersByTime(2 * minute - 1000);
    expect((await session(wall, cookie)).role).toBe("operator");
    vi.advanceTimersByTime(1000);
    expect(await session(wall, cookie)).toEqual({ user: "wall", role: "wall", expiresAt: expect.any(Number) });
  });

  it("[SE24] each use puts that off, but not beyond half an hour; asking for the session is no use", async () => {
    await using wall = await startWall();
    const cookie = cookieOf(await unlock(wall, await wall.signIn()));
    for (let used = 0; used < 29; used += 1) {
      vi.advanceTimersByTime(minute);
      await wall.post("/api/nothing", { cookie });
    }
    expect((await session(wall, cookie)).role).toBe("operator");
    vi.advanceTimersByTime(minute);
    await wall.post("/api/nothing", { cookie });
    expect((await session(wall, cookie)).role).toBe("wall");
  });

  it("[SE24] what an operator does through a socket is a use too", async () => {
    await using wall = await startWall();
    const locked = await wall.signIn();
    using socket = wall.open(locked);
    await socket.next("welcome");
    const cookie = cookieOf(await unlock(wall, locked));
    const { unlockedUntil: first = 0 } = await socket.next("session");
    vi.advanceTimersByTime(minute);
    socket.send({ type: "acknowledge", alarm: "edge/none", minutes: 5, note: "" });
    await socket.next("session", ({ unlockedUntil = 0 }) => unlockedUntil > first);
    vi.advanceTimersByTime(1.5 * minute);
    expect((await session(wall, cookie)).role).toBe("operator");
  });

  it("[OV8] work in the overlay is a use, and work of a wall is none", async () => {
    await using wall = await startWall();
    const locked = await wall.signIn();
    using socket = wall.open(locked);
    using stranger = wall.open(await wall.signIn());
    await Promise.all([socket.next("welcome"), stranger.next("welcome")]);
    const cookie = cookieOf(await unlock(wall, locked));
    const { unlockedUntil: first = 0 } = await socket.next("session");
    vi.advanceTimersByTime(minute);
    stranger.send({ type: "in-use" });
    socket.send({ type: "in-use" });
    await socket.next("session", ({ unlockedUntil = 0 }) => unlockedUntil > first);
    vi.advanceTimersByTime(1.5 * minute);
    expect((await session(wall, cookie)).role).toBe("operator");
    expect(stranger.received.filter(({ type }) => type === "session" || type === "refused")).toEqual([]);
  });

  it.each([-86_400_000, 86_400_000])("[SE11] a clock that is set by %i ms does not prolong it", async (jump) => {
    await using wall = await startWall();
    const cookie = cookieOf(await unlock(wall, await wall.signIn()));
    vi.setSystemTime(Date.now() + jump);
    expect((await session(wall, cookie)).role).toBe("operator");
    vi.advanceTimersByTime(2 * minute);
    expect((await session(wall, cookie)).role).toBe("wall");
  });

  it("[SE21] is refused without a session, with a wrong secret, to a wall's account, and to another site", async () => {
    await using wall = await startWall();
    const cookie = await wall.signIn();
    expect((await unlock(wall, "")).status).toBe(401);
    expect((await unlock(wall, cookie, "a wrong secret")).status).toBe(401);
    expect((await unlock(wall, cookie, password, "wall")).status).toBe(401);
    const foreign = { cookie, body: { username: "ada", secret: password }, headers: { origin: "http://evil.example" } };
    expect((await wall.post("/api/unlock", foreign)).status).toBe(403);
    expect((await wall.post("/api/unlock", { cookie, body: { username: "ada" } })).status).toBe(400);
    expect(await session(wall, cookie)).toMatchObject({ role: "wall" });
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "unlock-refused", user: "ada" }));
    expect(JSON.stringify(wall.log)).not.toContain("a wrong secret");
  });

  it("[AC5] wrong secrets wait longer each time over all sessions of an address, and the wall signs in as before", async () => {
    await using wall = await startWall();
    const cookies = [await wall.signIn(), await wall.signIn()];
    const guess = (turn: number) => unlock(wall, cookies[turn % 2] ?? "", "guess");
    const first = await Promise.all(Array.from({ length: 12 }, (_, turn) => guess(turn)));
    expect(first.map(({ status }) => status).toSorted()).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const waits: number[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const early = await guess(turn);
      expect(early.status).toBe(429);
      waits.push(Number(early.headers.get("retry-after")));
      vi.advanceTimersByTime(1000 * (waits.at(-1) ?? 0));
      expect((await guess(turn)).status).toBe(401);
    }
    expect(waits).toEqual([5, 10]);
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "unlock-throttled", user: "ada" }));
    await wall.signIn();
  }, 60_000);

  it("[SE22] an operator whose account is changed has no unlocked wall any more; the wall goes on", async () => {
    await using wall = await startWall();
    const { provisionAccount } = await import("../../server/accounts/accounts.ts");
    const locked = await wall.signIn();
    using socket = wall.open(locked);
    const cookie = cookieOf(await unlock(wall, locked));
    await socket.next("session", ({ role }) => role === "operator");
    const accounts = `${wall.folder}/accounts.json`;
    await provisionAccount(accounts, { user: "ada", role: "operator", password: "a new password" });
    await socket.next("session", ({ role }) => role === "wall");
    expect((await session(wall, cookie)).role).toBe("wall");
  });
});
