import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { password, type RunningWall, startWall } from "../resources/running-wall.ts";

const accountsOf = ({ folder }: RunningWall) => join(folder, "accounts.json");
/** Longer than a change of the accounts file takes to be noticed. */
const noticed = () => sleep(1500);

async function change(wall: RunningWall, edit: (accounts: { user: string; role: string }[]) => object[]) {
  const { accounts } = JSON.parse(await readFile(accountsOf(wall), "utf8")) as {
    accounts: { user: string; role: string }[];
  };
  await writeFile(accountsOf(wall), JSON.stringify({ version: 1, accounts: edit(accounts) }));
}

describe("what ends a session closes its sockets at once", () => {
  it("[SE22] the account's removal, and nobody else's", async () => {
    await using wall = await startWall();
    const [adas, walls] = [await wall.signIn("ada"), await wall.signIn()];
    using ada = wall.open(adas);
    using screen = wall.open(walls);
    for (const socket of [ada, screen]) await socket.next("welcome");
    await change(wall, (accounts) => accounts.filter(({ user }) => user !== "ada"));
    expect(await ada.closed).toBe(4401);
    expect((await wall.get("/api/session", adas)).status).toBe(401);
    expect((await wall.get("/api/session", walls)).status).toBe(200);
    expect(screen.socket.readyState).toBe(screen.socket.OPEN);
  });

  it("[SE22] a new password or another role", async () => {
    await using wall = await startWall();
    for (const change of [
      { role: "operator", password: "a new password" },
      { role: "admin", password: "a new password" },
    ] as const) {
      const user = "ben";
      await provisionAccount(accountsOf(wall), { user, role: "wall", password });
      const cookie = await wall.signIn(user);
      using socket = wall.open(cookie);
      await socket.next("welcome");
      await provisionAccount(accountsOf(wall), { user, ...change });
      expect(await socket.closed).toBe(4401);
      expect((await wall.get("/api/session", cookie)).status).toBe(401);
    }
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "account-changed", user: "ben" }));
  });

  it("[SE22] but not giving the account what it has already", async () => {
    await using wall = await startWall();
    const cookie = await wall.signIn();
    using socket = wall.open(cookie);
    await socket.next("welcome");
    await provisionAccount(accountsOf(wall), { user: "wall", role: "wall", password });
    await noticed();
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    expect((await wall.get("/api/session", cookie)).status).toBe(200);
  });

  it.each([
    ["gone", (file: string) => rm(file)],
    ["broken", (file: string) => writeFile(file, "{")],
    ["empty", (file: string) => writeFile(file, "")],
  ])("[AC4] but not an accounts file that is %s", async (_, damage) => {
    await using wall = await startWall();
    const cookie = await wall.signIn();
    using socket = wall.open(cookie);
    await socket.next("welcome");
    await damage(accountsOf(wall));
    await noticed();
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    expect((await wall.get("/api/session", cookie)).status).toBe(200);
  });

  it("[SE4] a second login in the same browser", async () => {
    await using wall = await startWall();
    const cookie = await wall.signIn();
    using socket = wall.open(cookie);
    await socket.next("welcome");
    expect((await wall.post("/api/login", { cookie, body: { username: "wall", password } })).status).toBe(204);
    expect(await socket.closed).toBe(4401);
  });
});

describe("a password", () => {
  it("[AC7] that was hashed with less effort is hashed anew at its login, and the sessions before go on", async () => {
    await using wall = await startWall();
    const { scryptSync } = await import("node:crypto");
    const salt = Buffer.from("0123456789abcdef");
    const key = scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 });
    const weak = `scrypt$1024$8$1$${salt.toString("base64url")}$${key.toString("base64url")}`;
    await change(wall, () => [{ user: "old", role: "wall", password: weak }]);
    const before = await wall.signIn("old");
    const text = await readFile(accountsOf(wall), "utf8");
    expect(text).toMatch(/"password": "scrypt\$32768\$8\$3\$/);
    expect(text).not.toContain(weak);
    await noticed();
    expect((await wall.get("/api/session", before)).status).toBe(200);
    expect((await wall.get("/api/session", await wall.signIn("old"))).status).toBe(200);
  });
});
