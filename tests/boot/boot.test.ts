import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findProgram } from "../../build/machine.ts";
import { root } from "../../build/root.ts";
import { freePort, unresolvable } from "../resources/listeners.ts";
import { processesOf } from "./processes.ts";
import { controlGroup, type Supervisor, supervise } from "./supervisor.ts";
import { readUnit } from "./unit-file.ts";

/** Why the wall cannot be booted on this machine. */
const missing = !findProgram("cage")
  ? "there is no cage (apt-get install cage)"
  : spawnSync("unshare", [...controlGroup, "true"]).status === 0
    ? undefined
    : "user namespaces are forbidden here";

let folder: string;
let port: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-boot-"));
  port = await freePort();
  for (const name of ["state/nocturne", "cache/nocturne", "run/nocturne"]) {
    await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
  }
  // The network of a machine that has just been switched on: names cannot be resolved.
  await writeFile(
    join(folder, "wall.yaml"),
    `server: { port: ${port} }
sources:
  edge: { type: checks, every: 1s, targets: [ { name: far, tcp: "${unresolvable}:25" } ] }
  pc: { type: host, every: 1s }
pages: [ { panels: [ { type: status, source: edge }, { type: stat, source: pc, query: memory } ] } ]
`,
  );
  await writeFile(
    join(folder, "nocturne"),
    `#!/bin/sh\nexec "${process.execPath}" "${join(root, "tests/electron/stand-in/run.ts")}" "$@"\n`,
  );
  await chmod(join(folder, "nocturne"), 0o755);
});
afterEach(() => rm(folder, { recursive: true, maxRetries: 5 }));

/** The unit of the wall, with the stand-in as its program and a screen that only cage sees. */
async function switchOn(): Promise<Supervisor> {
  const specifiers = { S: join(folder, "state"), C: join(folder, "cache"), t: join(folder, "run"), i: "tty1" };
  const unit = await readUnit(join(root, "build/linux/nocturne@.service"), specifiers);
  const execStart = unit.execStart.map((word) => (word === "/opt/Nocturne/nocturne" ? join(folder, "nocturne") : word));
  return supervise(
    { ...unit, execStart },
    {
      PATH: process.env["PATH"],
      WLR_BACKENDS: "headless",
      WLR_RENDERER: "pixman",
      WLR_LIBINPUT_NO_DEVICES: "1",
      STAND_IN_MAIN: join(root, "out/electron/main.js"),
      STAND_IN_FOLDER: join(folder, "state/nocturne"),
      STAND_IN_SCREEN: "wayland",
      NOCTURNE_CONFIG: join(folder, "wall.yaml"),
    },
  );
}

/** What the wall's server says of it: a live wall has a socket, and has drawn what came over it. */
async function readWall(): Promise<{ sockets: number; sessions: number; drawn: boolean }> {
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`).then((response) => response.text());
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(metrics)?.[1] ?? Number.NaN);
  return {
    sockets: value("nocturne_sockets"),
    sessions: value('nocturne_sessions{role="wall"}'),
    drawn: value("nocturne_frame_drawn_seconds_count") > 0,
  };
}

const live = expect.objectContaining({ sockets: 1, sessions: 1, drawn: true });
const isLive = () => expect.poll(() => readWall().catch(() => undefined), { timeout: 40_000, interval: 200 });

/** The pid of the one process of this test whose program has this name. */
async function pidOf(isIt: (command: string[]) => boolean): Promise<number> {
  const found = (await processesOf(folder)).filter(({ command }) => isIt(command));
  expect(found).toHaveLength(1);
  return found[0]?.pid ?? 0;
}

const isApp = ([program = "", script = ""]: string[]) => program === process.execPath && script.endsWith("run.ts");
const isCage = ([program = ""]: string[]) => basename(program) === "cage";

describe.skipIf(missing)(`the boot of the unit in cage${missing ? `: skipped, since ${missing}` : ""}`, () => {
  it("[BO2] [BO3] from power-on, without a network, it ends in a live wall; killed, it comes back by itself", async () => {
    await using supervisor = await switchOn();
    await isLive().toEqual(live);
    for (const [starts, isIt] of [
      [2, isApp],
      [3, isCage],
    ] as const) {
      const before = await processesOf(folder);
      process.kill(await pidOf(isIt), "SIGKILL");
      await expect.poll(() => supervisor.starts, { timeout: 15_000 }).toBe(starts);
      await isLive().toEqual(live);
      const now = new Set((await processesOf(folder)).map(({ pid }) => pid));
      expect(before.filter(({ pid }) => now.has(pid))).toEqual([]);
    }
  }, 150_000);
});
