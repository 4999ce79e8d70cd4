import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { askingWall, wallCode } from "../../server/protocol/enrolment.ts";
import { type RunningWall, startWall } from "../resources/running-wall.ts";

vi.setConfig({ testTimeout: 60_000 });

/** A browser's cookies, as far as these routes set them. */
class Jar {
  readonly #cookies = new Map<string, string>();

  take(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return response;
  }

  only(...names: string[]): string {
    return names.map((name) => `${name}=${this.#cookies.get(name) ?? ""}`).join("; ");
  }

  get all(): string {
    return this.only(...this.#cookies.keys());
  }
}

describe("enrolment over HTTP", () => {
  let wall: RunningWall;
  let grace: string;
  beforeAll(async () => {
    wall = await startWall();
    grace = await wall.signIn("grace");
  });
  afterAll(() => wall[Symbol.asyncDispose]());
  afterEach(() => void vi.useRealTimers());

  const post = async (path: string, jar: Jar, headers = {}) =>
    jar.take(await wall.post(`/api/enrolment/${path}`, { cookie: jar.all, headers }));
  const ask = async (jar: Jar) => wallCode.parse(await (await post("code", jar)).json());
  const look = (code: string, cookie = grace) => wall.post("/api/enrolment/look", { body: { code }, cookie });
  const approve = (body: object, cookie = grace) => wall.post("/api/enrolment/approve", { body, cookie });
  const letIn = async (jar: Jar, user: string) => {
    const { code } = await ask(jar);
    const { request } = askingWall.parse(await (await look(code)).json());
    expect((await approve({ code, request, user })).status).toBe(204);
    const claimed = await post("code", jar);
    expect(claimed.status).toBe(204);
    return claimed;
  };
  const sessionOf = async (jar: Jar) => (await wall.get("/api/session", jar.all)).json();
  const change = (body: object) => wall.post("/api/accounts/change", { body, cookie: grace });

  it("[EN1] a wall that shows a code is let in under the name that an administrator gives it, and stays so", async () => {
    const jar = new Jar();
    const before = wall.open(jar.all);
    expect(await before.closed).toBe(401);
    const { code, leftSeconds } = await ask(jar);
    expect(leftSeconds).toBe(600);
    // Asking again is how it waits: the code stays.
    expect((await ask(jar)).code).toBe(code);
    const seen = askingWall.parse(await (await look(`${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase())).json());
    expect(seen).toMatchObject({ address: "127.0.0.1", agent: "node" });
    expect((await approve({ code, request: seen.request, user: "lobby" })).status).toBe(204);
    const claimed = await post("code", jar);
    expect(await claimed.text()).toBe("");
    expect(await sessionOf(jar)).toMatchObject({ user: "lobby", role: "wall" });
    using socket = wall.open(jar.all);
    expect((await socket.next("welcome")).session).toMatchObject({ user: "lobby" });
    // The session is lost, as it is when the server is started anew.
    const kept = new Jar();
    kept.take(claimed);
    const returned = kept.take(await wall.post("/api/enrolment/sign-in", { cookie: kept.only("nocturne.wall") }));
    expect(returned.status).toBe(204);
    expect(await sessionOf(kept)).toMatchObject({ user: "lobby" });
  });

  it("[EN6] no page can read the claim or the key, which go to these routes alone; the key is kept hashed", async () => {
    const jar = new Jar();
    const asked = await post("code", jar);
    expect(asked.headers.getSetCookie()).toEqual([expect.stringMatching(/^nocturne\.claim=.*Path=\/api\/enrolment;/)]);
    const claimed = await letIn(jar, "kitchen");
    const key = claimed.headers.getSetCookie().find((cookie) => cookie.startsWith("nocturne.wall=")) ?? "";
    expect(key).toMatch(/Max-Age=31536000; Path=\/api\/enrolment; .*HttpOnly; SameSite=Strict$/);
    for (const cookie of [...asked.headers.getSetCookie(), ...claimed.headers.getSetCookie()]) {
      expect(cookie).toContain("HttpOnly; SameSite=Strict");
    }
    const [, secret = ""] = /^nocturne\.wall=[^.]+\.([^;]+)/.exec(key) ?? [];
    const accounts = await readFile(join(wall.folder, "accounts.json"), "utf8");
    expect(accounts).toMatch(/"user": "kitchen",\s+"role": "wall",\s+"password": "scrypt\$/);
    expect(secret).toHaveLength(52);
    expect(accounts + JSON.stringify(wall.log)).not.toContain(secret);
  });

  it("[EN4] a claim that is replayed, or a code that was used, opens nothing", async () => {
    const jar = new Jar();
    const { code } = await ask(jar);
    const stolen = jar.only("nocturne.claim");
    const { request } = askingWall.parse(await (await look(code)).json());
    expect((await approve({ code, request, user: "cellar" })).status).toBe(204);
    expect((await approve({ code, request, user: "cellar-2" })).status).toBe(404);
    const both = await Promise.all([0, 1].map(() => wall.post("/api/enrolment/code", { cookie: stolen })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 204]);
    const again = await wall.post("/api/enrolment/code", { cookie: stolen });
    expect(wallCode.parse(await again.json()).code).not.toBe(code);
    expect(again.headers.getSetCookie().join()).not.toContain("nocturne.sid");
  });

  it("[EN4] of two administrators who approve at once one is too late", async () => {
    const jar = new Jar();
    const { code } = await ask(jar);
    const { request } = askingWall.parse(await (await look(code)).json());
    const answers = await Promise.all(["hall", "hall-2"].map((user) => approve({ code, request, user })));
    expect(answers.map(({ status }) => status)).toEqual([204, 404]);
  });

  it("[EN7] approved is the wall that was looked at, and no other that shows the code by now", async () => {
    const { code } = await ask(new Jar());
    const other = await ask(new Jar());
    const { request } = askingWall.parse(await (await look(code)).json());
    expect((await approve({ code: other.code, request, user: "attic" })).status).toBe(404);
    expect((await approve({ code, request: "another", user: "attic" })).status).toBe(404);
    expect((await approve({ code, request, user: "attic" })).status).toBe(204);
  });

  it("[EN8] nobody but an administrator looks or approves, and nobody from another site", async () => {
    const { code } = await ask(new Jar());
    const { request } = askingWall.parse(await (await look(code)).json());
    const body = { code, request, user: "mallory" };
    const cookies = [await wall.signIn("wall"), await wall.signIn("ada")];
    for (const path of ["look", "approve"]) {
      expect((await wall.post(`/api/enrolment/${path}`, { body })).status).toBe(401);
      for (const cookie of cookies) {
        expect((await wall.post(`/api/enrolment/${path}`, { body, cookie })).status).toBe(403);
      }
    }
    const origin = "https://evil.example";
    for (const path of ["code", "sign-in", "look", "approve"]) {
      const foreign = await wall.post(`/api/enrolment/${path}`, { body, cookie: grace, headers: { origin } });
      expect(foreign.status).toBe(403);
    }
    expect((await look(code)).status).toBe(200);
  });

  it("[EN3] an expired code is not approved, and the wall is shown a new one by itself", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const jar = new Jar();
    const { code } = await ask(jar);
    const { request } = askingWall.parse(await (await look(code)).json());
    vi.advanceTimersByTime(600_001);
    expect((await approve({ code, request, user: "late" })).status).toBe(404);
    const renewed = await ask(jar);
    expect(renewed.code).not.toBe(code);
    expect((await look(renewed.code)).status).toBe(200);
  });

  it.each(["disable", "remove"])(
    "[EN9] to %s its account signs a wall out, and its key opens nothing",
    async (type) => {
      const jar = new Jar();
      const user = `roof-${type}`;
      await letIn(jar, user);
      using socket = wall.open(jar.all);
      await socket.next("welcome");
      expect((await change({ type, user })).status).toBe(204);
      expect(await socket.closed).toBe(4401);
      expect((await post("sign-in", jar)).status).toBe(401);
      expect((await wall.get("/api/session", jar.all)).status).toBe(401);
      if (type === "remove") return;
      await change({ type: "enable", user });
      expect((await post("sign-in", jar)).status).toBe(204);
    },
  );

  it("[EN9] the key of an account that is no wall's any more opens nothing", async () => {
    const jar = new Jar();
    await letIn(jar, "desk");
    expect((await change({ type: "role", user: "desk", role: "admin" })).status).toBe(204);
    expect((await post("sign-in", jar)).status).toBe(401);
  });

  it.each([
    ["a name that is taken", "Ada", "already an account ada"],
    ["the name of the server's own screen", "Wall", "choose another name"],
    ["a name outside the rules", "-rf", "a user name has"],
  ])("[EN10] %s is refused with words, and the wall still waits", async (_, user, words) => {
    const { code } = await ask(new Jar());
    const { request } = askingWall.parse(await (await look(code)).json());
    const refused = await approve({ code, request, user });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain(words);
    expect((await look(code)).status).toBe(200);
  });

  it("[EN11] guessing codes is made slow, also for an administrator, and is in the log", async () => {
    const cookie = await wall.signIn("grace");
    const guesses = [];
    for (let tried = 0; tried < 12; tried += 1) guesses.push((await look("BBBBBBBB", cookie)).status);
    expect(guesses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 404));
    expect(guesses.at(-1)).toBe(429);
    const { code } = await ask(new Jar());
    expect((await look(code, cookie)).status).toBe(429);
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "enrolment-code-wrong", by: "grace" }));
  });

  it("[EN12] who asked, who approved and who came is in the log", () => {
    const told = ["enrolment-asked", "enrolment-approved", "enrolment-claimed"];
    for (const audit of told) expect(wall.log).toContainEqual(expect.objectContaining({ audit }));
    expect(wall.log).toContainEqual(
      expect.objectContaining({ audit: "enrolment-approved", user: "lobby", by: "grace", from: "127.0.0.1" }),
    );
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "login", user: "lobby", with: "key" }));
  });

  it("[EN5] an address that asks without end is told to wait, and fills no table", async () => {
    const statuses = [];
    for (let asked = 0; asked < 25; asked += 1) statuses.push((await post("code", new Jar())).status);
    expect(statuses.at(-1)).toBe(429);
    const refused = await post("code", new Jar());
    expect(refused.headers.get("retry-after")).toBe("60");
  });
});
