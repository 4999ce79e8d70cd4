import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clearStaleLock, judgeLock } from "../../electron/single-instance.ts";

const log = pino({ enabled: false });
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-lock-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Of a process that has just ended. */
const deadPid = () => spawnSync(process.execPath, ["--version"]).pid;

describe("the lock of a single kiosk", () => {
  it.each([
    ["wall-7", "ours to clear"],
    ["wall-8", "another's"],
    ["other-7", "another's"],
    ["my-wall-7", "another's"],
    ["wall-", "another's"],
    ["wall-0", "another's"],
    ["wall--7", "another's"],
    ["wall-7x", "another's"],
    ["", "another's"],
  ] as const)("[OI1] %j, where only process 8 of the host “wall” is alive, is %s", (target, verdict) => {
    expect(judgeLock(target, { host: "wall", isAlive: (pid) => pid === 8 })).toBe(verdict);
  });

  it("[OI1] what a killed kiosk left behind is cleared, with its socket and cookie", async () => {
    await symlink(`${hostname()}-${deadPid()}`, join(folder, "SingletonLock"));
    await symlink("/tmp/nowhere/SingletonSocket", join(folder, "SingletonSocket"));
    await symlink("123", join(folder, "SingletonCookie"));
    await writeFile(join(folder, "wall-credential.bin"), "kept");
    clearStaleLock(folder, log);
    expect(await readdir(folder)).toEqual(["wall-credential.bin"]);
  });

  it.each([
    ["a living kiosk's", () => `${hostname()}-${process.pid}`],
    ["another host's", () => `not-${hostname()}-${deadPid()}`],
  ])("[OI2] %s lock is left alone", async (_, target) => {
    await symlink(target(), join(folder, "SingletonLock"));
    clearStaleLock(folder, log);
    expect(await readdir(folder)).toEqual(["SingletonLock"]);
  });

  it("[OI2] without a lock, or with a file in its place, nothing is touched", async () => {
    clearStaleLock(folder, log);
    await writeFile(join(folder, "SingletonLock"), "not a link");
    clearStaleLock(folder, log);
    expect(await readdir(folder)).toEqual(["SingletonLock"]);
  });
});
