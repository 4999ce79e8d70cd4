import { execFileSync } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { provisionAccounts } from "../../server/accounts/accounts.ts";
import { readAccounts } from "../../server/accounts/accounts-file.ts";
import { verifyPassword } from "../../server/accounts/password.ts";
import { carryOut } from "../../server/provision/carry-out.ts";
import { canSealWithSystemd, systemdPlace } from "../../server/provision/systemd-place.ts";
import { startWall } from "../resources/running-wall.ts";
import { runNocturne, typeToNocturne } from "./nocturne.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Root, with systemd-creds. */
const canSeal = await canSealWithSystemd();

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-provision-"));
  file = join(folder, "answers.yaml");
  await writeFile(join(folder, "ada.pin"), "27182818\n", { mode: 0o600 });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const write = (text: string, mode = 0o600) => writeFile(file, text, { mode });
const answer = (more: string[] = ["--no-doctor"], env = {}) =>
  runNocturne({ folder, args: ["provision", "--answers", file, ...more], env });
const accountsFile = () => join(folder, "accounts.json");
const sealed = () => join(folder, "credstore", "nocturne-wall");
const unseal = () =>
  execFileSync("systemd-creds", ["decrypt", "--name=nocturne-wall", sealed(), "-"], {
    env: { ...process.env, SYSTEMD_CREDENTIAL_SECRET: join(folder, "host-key") },
    stdio: ["ignore", "pipe", "ignore"],
  }).toString();
const accountOf = async (user: string) => (await readAccounts(accountsFile())).find((account) => account.user === user);
const opens = async (user: string, password: string) =>
  verifyPassword(password, (await accountOf(user))?.password ?? "");

describe("an answers file", () => {
  it("[PV1] makes accounts with passwords by reference, and done again changes nothing", async () => {
    await write(
      "users:\n  - { user: ada, role: admin, password: { file: ./ada.pin } }\n  - { user: ben, role: operator, password: { env: BEN_PIN } }\n",
    );
    const first = await answer(["--no-doctor"], { BEN_PIN: "31415926" });
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toContain("ada may sign in as admin");
    expect(first.out).not.toMatch(/27182818|31415926/);
    expect(await Promise.all([opens("ada", "27182818"), opens("ben", "31415926")])).toEqual([true, true]);
    const before = await readFile(accountsFile(), "utf8");
    const second = await answer(["--no-doctor"], { BEN_PIN: "31415926" });
    expect(second.out).toBe("ada is as it was\nben is as it was\n");
    expect(await readFile(accountsFile(), "utf8")).toBe(before);
  });

  it("[PV2] every fault is told by line and column, and nothing is changed", async () => {
    await write(
      `users:
  - { user: ada, role: admin, password: { file: ./ada.pin } }
  - { user: Ada, role: king, password: hunter2 }
wal: {}
`,
    );
    const { code, out, err } = await answer();
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.trim().split("\n")).toEqual([
      expect.stringContaining(`${file}:3:24: users[1].role: must be one of wall, operator, admin`),
      expect.stringContaining(`${file}:3:40: users[1].password: must not be the secret itself`),
      expect.stringContaining(`${file}:4:1: unknown key "wal"`),
    ]);
    expect(err).not.toContain("hunter2");
    expect((await readdir(folder)).toSorted()).toEqual(["ada.pin", "answers.yaml"]);
  });

  it("[PV3] a file that every user may read is told, and used", async () => {
    await write("users: [ { user: ada, role: admin, password: { file: ./ada.pin } } ]", 0o644);
    await chmod(join(folder, "ada.pin"), 0o604);
    const { code, err } = await answer();
    expect(code).toBe(0);
    expect(err).toContain(`${file} is open to every user of this machine (mode 644)`);
    expect(err).toContain("ada.pin is open to every user of this machine (mode 604)");
  });

  it("[PV4] the doctor looks at the wall at the end, and its result is the result", async () => {
    await writeFile(join(folder, "wall.yaml"), "pages: [ { panels: [ { type: teapot } ] } ]\n");
    await write("config: ./wall.yaml\nusers: [ { user: ada, role: admin, password: { file: ./ada.pin } } ]");
    const { code, out } = await answer([]);
    expect(out).toMatch(/^ada may sign in as admin[^]*with .*wall\.yaml\n[^]*fail {2}config/);
    expect(out).toMatch(/1 account in .*accounts\.json/);
    expect(code).toBe(1);
  });
});

describe.skipIf(!canSeal)("as root, who alone can seal and give away", () => {
  it("[PV5] the wall's credential is sealed to this machine, kept when it is there, and replaced by a given one", async () => {
    await write("wall: { sealed_to: ./credstore/nocturne-wall }");
    expect(await answer()).toMatchObject({ code: 0, out: expect.stringContaining("the wall's credential is new") });
    const made = unseal();
    expect(made).toMatch(/^[\w-]{43}$/);
    expect((await readFile(sealed(), "utf8")).includes(made)).toBe(false);
    expect((await stat(sealed())).mode & 0o777).toBe(0o600);
    vi.stubEnv("SYSTEMD_CREDENTIAL_SECRET", join(folder, "host-key"));
    const again = async (password?: string) =>
      (
        await carryOut({ accounts: accountsFile(), users: [], wall: { place: systemdPlace(sealed()), password } })
      ).join();
    expect(await again()).toContain("the wall's credential is as it was");
    expect(unseal()).toBe(made);
    expect(await again("27182818")).toContain("the wall's credential is new");
    expect(unseal()).toBe("27182818");
    // As one that was sealed on another machine.
    await writeFile(sealed(), "bm90IG91cnM=");
    expect(await again()).toContain("the wall's credential is new");
    expect(unseal()).toMatch(/^[\w-]{43}$/);
  });

  it("[PV2] what is sealed is as before where the accounts could not be changed", async () => {
    vi.stubEnv("SYSTEMD_CREDENTIAL_SECRET", join(folder, "host-key"));
    const place = systemdPlace(sealed());
    await place.write("the one before");
    // The accounts break between the look at them and their change.
    const broken = {
      ...place,
      write: async (password: string) => {
        const takeBack = await place.write(password);
        expect(unseal()).toBe("27182818");
        await writeFile(accountsFile(), "{ broken");
        return takeBack;
      },
    };
    const users = [{ user: "ada", role: "admin", password: "27182818" } as const];
    const done = carryOut({ accounts: accountsFile(), users, wall: { place: broken, password: "27182818" } });
    await expect(done).rejects.toThrow("is not JSON");
    expect(unseal()).toBe("the one before");
  });

  it("[PV6] what root writes stays readable to the wall: it belongs to whom it belonged, or its folder", async () => {
    const state = join(folder, "state");
    await mkdir(state);
    await chown(state, 12_345, 12_345);
    await write(
      "accounts: ./state/accounts.json\nusers: [ { user: ada, role: admin, password: { file: ./ada.pin } } ]",
    );
    expect((await answer()).code).toBe(0);
    const { uid, gid, mode } = await stat(join(state, "accounts.json"));
    expect({ uid, gid, mode: mode & 0o777 }).toEqual({ uid: 12_345, gid: 12_345, mode: 0o600 });
  });
});

describe("on a terminal", () => {
  it("[PV7] it asks what it needs, asks again where an answer is wrong, and shows no password", async () => {
    const { screen, code, left } = await typeToNocturne({ folder, args: ["provision"] }, [
      ["What is wanted [1]: ", "9\r"],
      ['"9" is none of 1, 2', "\r"],
      ["User name [admin]: ", "-rf\r"],
      ["a user name has", "ada\r"],
      ["Role [admin]: ", "\r"],
      ["Enter alone makes one: ", "short\r"],
      ["needs 8 to 1024", "correct horse\r"],
      ["The same again: ", "correct house\r"],
      ["the two are not the same", "correct horse\r"],
      ["The same again: ", "correct horse\r"],
    ]);
    expect({ left, code }).toEqual({ left: [], code: 0 });
    expect(screen).toContain("ada may sign in as admin");
    expect(screen).not.toMatch(/correct|short\b/);
    expect(await opens("ada", "correct horse")).toBe(true);
  });

  it("[PV7] a password is made where none is typed, and shown once", async () => {
    const { screen, code } = await typeToNocturne({ folder, args: ["provision"] }, [
      ["What is wanted [1]: ", "\r"],
      ["User name [admin]: ", "\r"],
      ["Role [admin]: ", "\r"],
      ["Enter alone makes one: ", "\r"],
    ]);
    expect(code).toBe(0);
    const [, made = ""] = /It is ([a-z2-9]{20}), and is shown this once/.exec(screen) ?? [];
    expect(await opens("admin", made)).toBe(true);
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["the end of input", "\u0004"],
  ])("[PV8] %s leaves nothing behind", async (_, key) => {
    const { screen, code } = await typeToNocturne({ folder, args: ["provision"] }, [
      ["What is wanted [1]: ", "\r"],
      ["User name [admin]: ", "ada\r"],
      ["Role [admin]: ", "\r"],
      ["Enter alone makes one: ", key],
    ]);
    expect(screen).toContain("left; nothing was changed");
    expect(code).toBe(1);
    expect((await readdir(folder)).toSorted()).toEqual(["ada.pin"]);
  });

  it("[PV9] it asks nothing where there is no terminal, and says what to give", async () => {
    const { err, code, out } = await runNocturne({ folder, args: ["provision"] });
    expect({ out, code }).toEqual({ out: "", code: 1 });
    expect(err).toContain("--answers FILE");
    expect(err).toContain("--password-stdin");
  });
});

describe("a wall's account that gets another password by hand", () => {
  it("[PV11] keeps its sessions and their sockets, unless they are to end", async () => {
    await using wall = await startWall();
    const cookie = await wall.signIn();
    using socket = wall.open(cookie);
    await socket.next("welcome");
    await provisionAccounts(join(wall.folder, "accounts.json"), [
      { user: "wall", role: "wall", password: "another password" },
    ]);
    const body = { username: "wall", password: "another password" };
    expect((await wall.post("/api/login", { body })).status).toBe(204);
    expect((await wall.get("/api/session", cookie)).status).toBe(200);
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    const how = ["--accounts", join(wall.folder, "accounts.json"), "--user", "wall", "--role", "wall"];
    const args = ["provision", ...how, "--password-stdin", "--end-sessions"];
    expect((await runNocturne({ folder, args, stdin: "a third password" })).code).toBe(0);
    expect(await socket.closed).toBe(4401);
  });
});
