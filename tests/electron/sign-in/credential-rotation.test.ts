import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import {
  isDue,
  keepRotating,
  type RotationSteps,
  rotateCredential,
} from "../../../electron/sign-in/credential-rotation.ts";
import type { Credential } from "../../../electron/sign-in/open-credential.ts";
import { knowsPassword, offerPassword, settlePassword } from "../../../server/accounts/replace-password.ts";
import { Lifetime } from "../../../server/lifetime.ts";
import { startWall, password as wallsPassword } from "../../resources/running-wall.ts";

const log = pino({ level: "silent" });
const names = ["offer", "prove", "keep", "settle"] as const;
type Name = (typeof names)[number];
const dayMs = 86_400_000;

/** An account and a vault in memory, where a step can fail, or be the last one before a crash. */
function stage({ failing, crashBefore }: { failing?: Name; crashBefore?: Name } = {}) {
  const account = { password: "old", next: undefined as string | undefined };
  const vault = { password: "old" };
  const taken: Name[] = [];
  const act = <T>(name: Name, what: (password: string) => T) => {
    return (password: string): Promise<T> => {
      // A crash: nothing happens any more, and nobody hears of it.
      if (crashBefore === name || taken.includes("settle")) return new Promise(() => undefined);
      if (failing === name) return Promise.reject(new Error("ENOSPC: no space left on device"));
      taken.push(name);
      return Promise.resolve(what(password));
    };
  };
  const takes = (password: string) => password === account.password || password === account.next;
  const settle = (password: string) => {
    if (password === account.next) account.password = password;
    account.next = undefined;
  };
  const steps: RotationSteps = {
    offer: act("offer", (password) => void (account.next = password)),
    prove: act("prove", takes),
    keep: act("keep", (password) => void (vault.password = password)),
    settle: act("settle", settle),
  };
  return { account, vault, steps, takes, settle };
}

const credentialOf = (password: string): Credential => ({ password, isNew: false, isExposed: false });

describe("replacing the credential", () => {
  it("[VA11] the account takes both passwords until the new one is proven and kept; then the new one only", async () => {
    const { account, vault, steps } = stage();
    const credential = credentialOf("old");
    expect(await rotateCredential(credential, steps, log)).toBe(true);
    expect(credential.password).toMatch(/^[\w-]{43}$/);
    expect(vault.password).toBe(credential.password);
    expect(account).toEqual({ password: credential.password, next: undefined });
  });

  it.each(names)("[VA12] a crash before %s leaves a vault whose password the account takes", async (crashBefore) => {
    const { account, vault, steps, takes, settle } = stage({ crashBefore });
    void rotateCredential(credentialOf("old"), steps, log);
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    expect(takes(vault.password)).toBe(true);
    // The next start finishes it.
    settle(vault.password);
    expect(account).toEqual({ password: vault.password, next: undefined });
  });

  it.each(["offer", "prove", "keep"] as const)(
    "[VA12] where %s fails the old one is as good as before",
    async (failing) => {
      const { account, vault, steps } = stage({ failing });
      const credential = credentialOf("old");
      expect(await rotateCredential(credential, steps, log)).toBe(false);
      expect([credential.password, vault.password]).toEqual(["old", "old"]);
      expect(account).toEqual({ password: "old", next: undefined });
    },
  );

  it("[VA13] it is due after a month, and not because a clock was set back", () => {
    expect(isDue(0, 31 * dayMs)).toBe(true);
    expect(isDue(0, 29 * dayMs)).toBe(false);
    expect(isDue(31 * dayMs, 0)).toBe(false);
    expect(isDue(undefined, 31 * dayMs)).toBe(false);
  });
});

describe("on a running wall", () => {
  it("[VA11] the session and its sockets go on, the old password opens nothing any more, and the new one does", async () => {
    await using wall = await startWall();
    const folder = await mkdtemp(join(tmpdir(), "nocturne-rotation-"));
    const lifetime = new Lifetime();
    try {
      const cookie = await wall.signIn();
      using socket = wall.open(cookie);
      await socket.next("welcome");
      const vault = { kind: "plain", file: join(folder, "wall-credential.txt") } as const;
      await writeFile(vault.file, wallsPassword, { mode: 0o600 });
      const old = Date.now() / 1000 - 31 * 86_400;
      await utimes(vault.file, old, old);
      const credential = credentialOf(wallsPassword);
      const place = { file: join(wall.folder, "accounts.json"), user: "wall" };
      await keepRotating({ credential, vault, place, log, lifetime });
      expect(await readFile(vault.file, "utf8")).toBe(credential.password);
      const login = async (password: string) =>
        (await wall.post("/api/login", { body: { username: "wall", password } })).status;
      expect(credential.password).not.toBe(wallsPassword);
      expect([await login(wallsPassword), await login(credential.password)]).toEqual([401, 204]);
      expect((await wall.get("/api/session", cookie)).status).toBe(200);
      await socket.next("pulse");
      expect(socket.socket.readyState).toBe(socket.socket.OPEN);
      expect(JSON.stringify(wall.log)).not.toContain("account-changed");
      // A month has not passed: nothing more is replaced.
      const after = credential.password;
      await keepRotating({ credential, vault, place, log, lifetime });
      expect(credential.password).toBe(after);
    } finally {
      await lifetime.end();
      await rm(folder, { recursive: true });
    }
  });

  it("[VA11] while both are right both sign in, in one session's account; settled, one of them", async () => {
    await using wall = await startWall();
    const place = { file: join(wall.folder, "accounts.json"), user: "wall" };
    const cookie = await wall.signIn();
    await offerPassword(place, "the next password");
    const login = async (password: string) =>
      (await wall.post("/api/login", { body: { username: "wall", password } })).status;
    expect([await login(wallsPassword), await login("the next password"), await login("a third password")]).toEqual([
      204, 204, 401,
    ]);
    expect(await readFile(place.file, "utf8")).not.toContain("the next password");
    await settlePassword(place, wallsPassword);
    expect([await knowsPassword(place, wallsPassword), await knowsPassword(place, "the next password")]).toEqual([
      true,
      false,
    ]);
    expect((await wall.get("/api/session", cookie)).status).toBe(200);
    await expect(offerPassword({ ...place, user: "nobody" }, "the next password")).rejects.toThrow(
      "there is no account nobody",
    );
  });
});
