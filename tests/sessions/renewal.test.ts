import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cookieOf, startWall } from "../resources/running-wall.ts";

const hour = 3_600_000;

beforeEach(() => vi.useFakeTimers({ toFake: ["Date", "performance"], now: Date.now() }));
afterEach(() => vi.useRealTimers());

describe("the life of a session", () => {
  it("[SE8] a wall's session is renewed in the last tenth of its life under the same id, and lives on", async () => {
    await using wall = await startWall();
    const cookie = await wall.signIn();
    const expiresAt = async (cookie: string) =>
      ((await (await wall.get("/api/session", cookie)).json()) as { expiresAt: number }).expiresAt;
    const first = await expiresAt(cookie);
    vi.advanceTimersByTime(21 * hour);
    expect(await expiresAt(cookie)).toBe(first);
    vi.advanceTimersByTime(hour);
    const renewal = await wall.get("/api/session", cookie);
    expect(cookieOf(renewal)).toBe(cookie);
    expect(await renewal.json()).toMatchObject({ expiresAt: Date.now() + 24 * hour });
    vi.advanceTimersByTime(23 * hour);
    expect((await wall.get("/api/session", cookie)).status).toBe(200);
  });

  it("[SE8] an operator's session ends after 24 hours, however much it is used", async () => {
    await using wall = await startWall();
    const cookie = await wall.signIn("ada");
    for (let hours = 1; hours < 24; hours += 1) {
      vi.advanceTimersByTime(hour);
      expect((await wall.get("/api/session", cookie)).status).toBe(200);
    }
    vi.advanceTimersByTime(hour);
    expect((await wall.get("/api/session", cookie)).status).toBe(401);
    expect(await wall.open(cookie).closed).toBe(401);
  });

  it("[AC4] while the accounts file is broken a login answers 503, and the log says why", async () => {
    await using wall = await startWall();
    const { writeFile } = await import("node:fs/promises");
    await writeFile(`${wall.folder}/accounts.json`, "{");
    const response = await wall.post("/api/login", { body: { username: "wall", password: "whatever" } });
    expect(response.status).toBe(503);
    expect(wall.log).toContainEqual(expect.objectContaining({ reason: expect.stringContaining("is not JSON") }));
  });
});
