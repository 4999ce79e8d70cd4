import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildAll } from "../../../build/build-all.ts";
import { tooMany } from "../../../electron/recovery/crash-bounds.ts";
import { type KioskProcess, startKiosk } from "../stand-in/kiosk-process.ts";

const run = promisify(execFile);
const started = "the wall is shown";
let built: string;
let folder: string;

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), "nocturne-built-"));
  await buildAll(built);
}, 60_000);
afterAll(() => rm(built, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-vault-"));
  await writeFile(join(folder, "wall.yaml"), "pages: [ { panels: [ { type: text, text: hello } ] } ]\n");
});
afterEach(() => rm(folder, { recursive: true }));

const accountsFile = () => join(folder, "accounts.json");
const start = (args: string[] = [], accounts = accountsFile()) =>
  startKiosk({
    main: join(built, "electron/main.js"),
    folder,
    args: [...args, "--config", join(folder, "wall.yaml"), "--accounts", accounts],
  });
const sessionOf = (kiosk: KioskProcess) =>
  kiosk.ask({ ask: "evaluate", expression: "fetch('/api/session').then((response) => response.json())" });

describe("the kiosk comes up without a person", { timeout: 60_000 }, () => {
  it("[AL8] with an accounts file that is broken, which is left as it is", async () => {
    await writeFile(accountsFile(), "{ broken");
    await using kiosk = start();
    await kiosk.logged(started);
    expect(await sessionOf(kiosk)).toMatchObject({ user: "wall", role: "wall" });
    expect(await readFile(accountsFile(), "utf8")).toBe("{ broken");
  });

  it.skipIf(process.getuid?.() !== 0)("[AL8] on a disk that is full, which root alone can make here", async () => {
    const disk = join(folder, "full");
    await mkdir(disk);
    await run("mount", ["-t", "tmpfs", "-o", "size=8k", "none", disk]);
    try {
      await writeFile(join(disk, "filler"), Buffer.alloc(64 * 1024)).catch(() => undefined);
      await using kiosk = start([], join(disk, "state/accounts.json"));
      await kiosk.logged(started);
      expect(await sessionOf(kiosk)).toMatchObject({ user: "wall" });
      expect(JSON.stringify(kiosk.log)).toContain("ENOSPC");
    } finally {
      await run("umount", [disk]);
    }
  });

  it("[VA11] a credential that is a month old is replaced, and the wall signed in once", async () => {
    const file = join(folder, "wall-credential.bin");
    // As the stand-in's keyring writes it.
    const before = Buffer.from("encrypted by the stand-in: a password of last month").map((byte) => byte ^ 0xff);
    await writeFile(file, before);
    const old = Date.now() / 1000 - 31 * 86_400;
    await utimes(file, old, old);
    await using kiosk = start();
    await kiosk.logged(started);
    await kiosk.logged("the credential is replaced");
    expect(await readFile(file)).not.toEqual(before);
    expect(await sessionOf(kiosk)).toMatchObject({ user: "wall" });
    expect(kiosk.log.filter(({ audit }) => audit === "login")).toHaveLength(1);
  });
});

const crash = (at: number) => ({ file: `${at}.dmp`, bytes: 90 * 1024 * 1024, at });

describe("crash reports", { timeout: 60_000 }, () => {
  it("[CR1] [CR2] are kept beside the accounts, sent nowhere, and no more than the newest twenty", async () => {
    const crashes = join(folder, "crashes");
    await mkdir(join(crashes, "pending"), { recursive: true });
    for (let age = 1; age <= 25; age += 1) {
      for (const type of ["dmp", "meta"]) {
        const file = join(crashes, "pending", `${age}.${type}`);
        await writeFile(file, "MDMP");
        await utimes(file, 1_700_000_000 - age, 1_700_000_000 - age);
      }
    }
    await using kiosk = start();
    await kiosk.logged(started);
    const calls = kiosk.done.map(({ call }) => call);
    expect(kiosk.done).toContainEqual({ kind: "done", call: "app.setPath", args: ["crashDumps", crashes] });
    expect(kiosk.done).toContainEqual({ kind: "done", call: "crashReporter.start", args: { uploadToServer: false } });
    expect(calls.indexOf("crashReporter.start")).toBeLessThan(calls.indexOf("new BrowserWindow"));
    await expect.poll(async () => (await readdir(join(crashes, "pending"))).length, { timeout: 10_000 }).toBe(40);
    expect(await readdir(join(crashes, "pending"))).toContain("1.dmp");
  });

  it("[CR2] beyond 200 MiB the oldest go", () => {
    expect(tooMany([crash(1), crash(2), crash(3)])).toEqual([crash(1)]);
    expect(tooMany([])).toEqual([]);
  });
});
