import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountList } from "../../server/protocol/accounts.ts";
import { password, type RunningWall, startWall } from "../resources/running-wall.ts";

const secret = "31415926";

describe("the accounts over HTTP", () => {
  let wall: RunningWall;
  let grace: string;
  beforeAll(async () => {
    wall = await startWall();
    grace = await wall.signIn("grace");
  });
  afterAll(() => wall[Symbol.asyncDispose]());

  const change = (body: unknown, cookie = grace) => wall.post("/api/accounts/change", { body, cookie });
  const login = (user: string, word = secret) =>
    wall.post("/api/login", { body: { username: user, password: word } }).then(({ status }) => status);
  const list = async () => accountList.parse(await (await wall.get("/api/accounts", grace)).json()).accounts;

  it("[AD1] only an administrator sees or changes them, and only from our own pages", async () => {
    const body = { type: "add", user: "mallory", role: "admin", secret };
    expect((await wall.get("/api/accounts")).status).toBe(401);
    expect((await wall.post("/api/accounts/change", { body })).status).toBe(401);
    for (const user of ["wall", "ada"]) {
      const cookie = await wall.signIn(user);
      expect((await wall.get("/api/accounts", cookie)).status).toBe(403);
      expect((await change(body, cookie)).status).toBe(403);
    }
    const foreign = { body, cookie: grace, headers: { origin: "https://evil.example" } };
    expect((await wall.post("/api/accounts/change", foreign)).status).toBe(403);
    expect((await list()).map(({ user }) => user)).not.toContain("mallory");
  });

  it("[AD1] the list has who they are and how many sessions they have, and no hash", async () => {
    const text = await (await wall.get("/api/accounts", grace)).text();
    expect(text).not.toContain("scrypt");
    expect(await list()).toContainEqual({ user: "wall", role: "wall", disabled: false, isWalls: true, sessions: 1 });
    expect(await list()).toContainEqual({ user: "grace", role: "admin", disabled: false, isWalls: false, sessions: 1 });
  });

  it("[AD2] who is added signs in; who is disabled or removed does not, and their sockets close at once", async () => {
    expect((await change({ type: "add", user: "ben", role: "operator", secret })).status).toBe(204);
    for (const type of ["disable", "remove"]) {
      const signedIn = await wall.post("/api/login", { body: { username: "ben", password: secret } });
      const [cookie = ""] = (signedIn.headers.get("set-cookie") ?? "").split(";");
      using socket = wall.open(cookie);
      await socket.next("welcome");
      expect((await change({ type, user: "ben" })).status).toBe(204);
      expect(await socket.closed).toBe(4401);
      expect((await wall.get("/api/session", cookie)).status).toBe(401);
      expect(await login("ben")).toBe(401);
      if (type === "disable") expect((await change({ type: "enable", user: "ben" })).status).toBe(204);
    }
    expect((await list()).map(({ user }) => user)).not.toContain("ben");
  });

  it("[AD2] a wall that a disabled operator has unlocked is locked", async () => {
    expect((await change({ type: "add", user: "una", role: "operator", secret })).status).toBe(204);
    const walls = await wall.signIn();
    const unlocked = await wall.post("/api/unlock", { body: { username: "una", secret }, cookie: walls });
    const [cookie = ""] = (unlocked.headers.get("set-cookie") ?? "").split(";");
    using screen = wall.open(cookie);
    expect((await screen.next("welcome")).session).toMatchObject({ user: "una", role: "operator" });
    await change({ type: "disable", user: "una" });
    await screen.next("session", ({ role }) => role === "wall");
    expect(screen.socket.readyState).toBe(screen.socket.OPEN);
  });

  it("[AD4] the wall's account gets a new secret while its walls go on", async () => {
    const cookie = await wall.signIn();
    using screen = wall.open(cookie);
    await screen.next("welcome");
    expect((await change({ type: "secret", user: "wall", secret })).status).toBe(204);
    expect([await login("wall"), await login("wall", password)]).toEqual([204, 401]);
    expect((await wall.get("/api/session", cookie)).status).toBe(200);
    expect(screen.socket.readyState).toBe(screen.socket.OPEN);
    expect((await change({ type: "secret", user: "wall", secret: password, endSessions: true })).status).toBe(204);
    expect(await screen.closed).toBe(4401);
  });

  it.each([
    ["the last administrator's removal", { type: "remove", user: "grace" }, 409, "the last administrator"],
    ["a short secret", { type: "add", user: "carl", role: "wall", secret: "1234" }, 409, "needs 8 to 1024"],
    ["another role", { type: "add", user: "carl", role: "root", secret }, 400, "role"],
    ["another change", { type: "promote", user: "ada" }, 400, "type"],
    ["no change", [], 400, "body"],
  ])("[AD3] %s is refused with words", async (_, body, status, words) => {
    const refused = await change(body);
    expect(refused.status).toBe(status);
    expect(JSON.stringify(await refused.json())).toContain(words);
  });

  it("[AD5] the log tells who changed what, and never a secret", async () => {
    expect(wall.log).toContainEqual(
      expect.objectContaining({ audit: "account-add", user: "ben", role: "operator", by: "grace" }),
    );
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "account-secret", user: "wall", by: "grace" }));
    expect(JSON.stringify(wall.log)).not.toContain(secret);
    expect(await readFile(join(wall.folder, "accounts.json"), "utf8")).not.toContain(secret);
  });
});
