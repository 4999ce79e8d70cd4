import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Credentials, openAccounts, provisionAccount } from "../../server/accounts/accounts.ts";
import { ExpectedError } from "../../server/expected-error.ts";
import { Lifetime } from "../../server/lifetime.ts";

/** As a server does that has just been started. */
async function verifyAccount(file: string, credentials: Credentials) {
  const lifetime = new Lifetime();
  try {
    const accounts = await openAccounts(file, { lifetime, log: pino({ enabled: false }), onChange: () => undefined });
    return await accounts.verify(credentials);
  } finally {
    await lifetime.end();
  }
}

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-"));
  file = join(folder, "deep", "accounts.json");
});
afterEach(() => rm(folder, { recursive: true }));

describe("accounts", () => {
  it("[AC1] an account signs in with its own password and with no other", async () => {
    await provisionAccount(file, { user: "wall", role: "wall", password: "a long enough one" });
    expect(await verifyAccount(file, { username: "wall", password: "a long enough one" })).toEqual({
      user: "wall",
      role: "wall",
      stamp: expect.any(String),
    });
    expect(await verifyAccount(file, { username: "wall", password: "A long enough one" })).toBeUndefined();
    expect(await verifyAccount(file, { username: "nobody", password: "a long enough one" })).toBeUndefined();
  });

  it("[AC1] provisioning again replaces the password and the role and keeps the others", async () => {
    await provisionAccount(file, { user: "ada", role: "operator", password: "first password" });
    await provisionAccount(file, { user: "ben", role: "wall", password: "ben's password" });
    await provisionAccount(file, { user: "ada", role: "admin", password: "second password" });
    expect(await verifyAccount(file, { username: "ada", password: "first password" })).toBeUndefined();
    expect(await verifyAccount(file, { username: "ada", password: "second password" })).toMatchObject({
      role: "admin",
    });
    expect(await verifyAccount(file, { username: "ben", password: "ben's password" })).toMatchObject({ role: "wall" });
  });

  it("[AC2] the file holds no password, and only its owner may read it", async () => {
    await provisionAccount(file, { user: "ada", role: "operator", password: "correct horse" });
    const text = await readFile(file, "utf8");
    expect(text).not.toContain("correct horse");
    expect(text).toMatch(/"password": "scrypt\$32768\$8\$3\$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each([
    { user: "-rf", password: "long enough", says: /user name/ },
    { user: "", password: "long enough", says: /user name/ },
    { user: "ada", password: "short", says: /5 characters; it needs 8 to 1024/ },
  ])("[AC3] $user / $password is refused with what would be right", async ({ user, password, says }) => {
    const refused = provisionAccount(file, { user, role: "wall", password });
    await expect(refused).rejects.toThrow(ExpectedError);
    await expect(refused).rejects.toThrow(says);
  });

  it.each(["", "{", "[]", '{"version":1,"accounts":[{"user":"x","role":"root","password":"scrypt$"}]}'])(
    "[AC4] a broken file (%j) is named with a remedy, and is not overwritten",
    async (text) => {
      const broken = join(folder, "accounts.json");
      await writeFile(broken, text);
      await expect(verifyAccount(broken, { username: "x", password: "y" })).rejects.toThrow(/restore it from a backup/);
      const provisioned = provisionAccount(broken, { user: "x", role: "wall", password: "long enough" });
      await expect(provisioned).rejects.toThrow(ExpectedError);
      expect(await readFile(broken, "utf8")).toBe(text);
    },
  );
});
