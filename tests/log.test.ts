import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { logFile, logFolder } from "../server/log.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-log-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a program with a log kept in the folder; answers with its standard error. */
async function run(program: string, stderr: "pipe" | number = "pipe"): Promise<{ code: number; err: string }> {
  const head = `import { createLog } from './server/log.ts'; const log = createLog({ folder: ${JSON.stringify(folder)} });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", head + program], {
    stdio: ["ignore", "ignore", stderr],
  });
  const [err, [code]] = await Promise.all([child.stderr ? text(child.stderr) : "", once(child, "close")]);
  return { code: Number(code), err };
}

const read = async () =>
  (await readFile(logFile(folder), "utf8"))
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("the kept log", () => {
  it("[LG1] has every line that standard error has, the last words of a crash too, for its owner alone", async () => {
    const { err } = await run(
      "log.info('one'); log.fatal({ err: new Error('boom') }, 'two'); process.kill(process.pid, 'SIGKILL')",
    );
    expect(await readFile(logFile(folder), "utf8")).toBe(err);
    expect(await read()).toMatchObject([{ msg: "one" }, { msg: "two", err: { message: "boom" } }]);
    expect(((await stat(logFile(folder))).mode & 0o777).toString(8)).toBe("600");
  });

  it("[LG2] takes 20 MiB at most, and keeps the newest", async () => {
    const { err } = await run(
      "for (let n = 0; n < 30_000; n += 1) log.info({ n, words: 'x'.repeat(1000) }); log.info('the last')",
      openSync("/dev/null", "w"),
    );
    expect(err).toBe("");
    const names = await readdir(folder);
    expect(names.toSorted()).toEqual(["nocturne.log", ...[1, 2, 3, 4].map((age) => `nocturne.log.${age}`)]);
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
    for (const size of sizes) expect(size).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(16 * 1024 * 1024);
    expect((await read()).at(-1)).toMatchObject({ msg: "the last" });
  });

  it("[LG2] a start goes on with the file of the one before", async () => {
    await run("log.info('first')");
    await run("log.info('second')");
    expect(await read()).toMatchObject([{ msg: "first" }, { msg: "second" }]);
  });

  it("[LG3] a full disk neither stops nor crashes the wall; the loss is told once, and counted when there is room again", async () => {
    await symlink("/dev/full", logFile(folder));
    const { code, err } = await run(`
      import { rmSync } from "node:fs";
      for (let n = 0; n < 50; n += 1) log.info("lost");
      rmSync(${JSON.stringify(logFile(folder))});
      const now = performance.now();
      performance.now = () => now + 10_000;
      log.info("kept again");
    `);
    expect(code).toBe(0);
    expect(err.match(/the log cannot be kept in its file/g)).toHaveLength(1);
    expect(err.match(/"lost"/g)).toHaveLength(50);
    expect(await read()).toMatchObject([
      { lines: 50, reason: expect.stringContaining("ENOSPC") },
      { msg: "kept again" },
    ]);
  });

  it("[LG3] a standard error on a full disk, and a folder that cannot be, stop nothing either", async () => {
    const full = openSync("/dev/full", "w");
    expect(await run("log.info('to nobody'); setTimeout(() => process.exit(7), 50)", full)).toMatchObject({ code: 7 });
    closeSync(full);
    expect(await read()).toMatchObject([{ msg: "to nobody" }]);
    await rm(folder, { recursive: true });
    await writeFile(folder, "a file where the folder should be");
    expect(await run("log.info('on')")).toMatchObject({ code: 0, err: expect.stringContaining('"msg":"on"') });
  });

  it("[LG4] secrets are left out wherever they stand", async () => {
    const { err } = await run(
      "log.info({ password: 'hunter2hunter2', request: { headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' } } }, 'asked');" +
        "log.error({ err: Object.assign(new Error('no'), { secret: 'hunter2' }) })",
    );
    expect(err).toContain("[redacted]");
    for (const place of [err, await readFile(logFile(folder), "utf8")]) expect(place).not.toContain("hunter2");
  });

  it("[LG5] it is kept where the option says, else the environment, else nowhere", () => {
    expect(logFolder("/a", { NOCTURNE_LOG_FOLDER: "/b" })).toBe("/a");
    expect(logFolder(undefined, { NOCTURNE_LOG_FOLDER: "/b" })).toBe("/b");
    expect(logFolder(undefined, { NOCTURNE_LOG_FOLDER: "" })).toBeUndefined();
  });
});
