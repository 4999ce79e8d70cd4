import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "../../build/root.ts";
import { chromiumPath } from "../resources/chromium.ts";

const config = "pages: [ { title: Empty, panels: [ { type: text, text: hello, at: [0, 0, 12, 8] } ] } ]\n";
const running: ChildProcess[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-start-"));
  await mkdir(join(folder, "bin"));
  await mkdir(join(folder, "tmp"));
  await writeFile(join(folder, "wall.yaml"), config);
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  await rm(folder, { recursive: true });
});

/** `npm start` without its set-up, on a machine with these programs first in PATH. */
function start(env: NodeJS.ProcessEnv) {
  const args = ["build/start.ts", "--config", join(folder, "wall.yaml"), "--accounts", join(folder, "accounts.json")];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["pipe", "pipe", "ignore"],
    env: {
      ...process.env,
      DISPLAY: "",
      WAYLAND_DISPLAY: "",
      NOCTURNE_ELECTRON: "none",
      TMPDIR: join(folder, "tmp"),
      PATH: [join(folder, "bin"), process.env["PATH"]].join(delimiter),
      ...env,
    },
  });
  running.push(child);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  return {
    child,
    lines,
    exited: once(child, "exit"),
    /** The first capture of a line that is printed in time. */
    async printed(pattern: RegExp): Promise<string> {
      const find = () => lines.map((line) => pattern.exec(line)).find((match) => match !== null);
      await expect.poll(find, { timeout: 15_000 }).toBeTruthy();
      return find()?.[1] ?? "";
    },
  };
}

async function putProgram(name: string, script: string): Promise<void> {
  const file = join(folder, "bin", name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

/** The sockets of the server: a wall that shows itself holds one. */
async function socketsOf(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nocturne_sockets (\d+)$/m.exec(metrics)?.[1]);
}

/** The processes whose command line names the folder, Linux only. */
async function processesOf(folder: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir("/proc")) {
    const command = /^\d+$/.test(name) ? await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "") : "";
    if (command.includes(`--user-data-dir=${folder}`)) found.push(Number(name));
  }
  return found;
}

describe("npm start", () => {
  it("[BD3] without a display it serves, says why, and its link signs one browser in, once", async () => {
    const { child, exited, printed } = start({});
    expect(await printed(/shown nowhere: (.*)\. Ctrl-C/)).toContain("no display");
    const link = await printed(/works once: (http\S+)/);
    const first = await fetch(link, { redirect: "manual" });
    expect(first.headers.get("set-cookie")).toContain("nocturne.sid=");
    const second = await fetch(link, { redirect: "manual" });
    expect(second.headers.get("set-cookie")).toBeNull();
    child.kill("SIGINT");
    expect(await exited).toEqual([0, null]);
  });

  it("[BD2] with a display and no Electron the browser shows the wall signed in, comes back when it ends, and goes with it", async () => {
    // The one thing that a machine without a screen cannot do is draw on it.
    await putProgram("chromium", `exec ${chromiumPath} --headless --no-sandbox --disable-gpu "$@"`);
    const { child, exited, lines, printed } = start({ DISPLAY: ":0" });
    const url = await printed(/the wall is at (\S+), in kiosk mode/);
    await expect.poll(() => socketsOf(url), { timeout: 15_000 }).toBe(1);
    const [browser = 0] = (await processesOf(join(folder, "tmp"))).toSorted((one, other) => one - other);
    process.kill(browser, "SIGKILL");
    expect(await printed(/the browser (was ended by SIGKILL; it is started again in 1 s)/)).not.toBe("");
    await expect.poll(() => socketsOf(url), { timeout: 15_000 }).toBe(0);
    await expect.poll(() => socketsOf(url), { timeout: 15_000 }).toBe(1);
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    await expect.poll(() => processesOf(join(folder, "tmp"))).toEqual([]);
    expect((await readdir(join(folder, "tmp"))).filter((name) => name.startsWith("nocturne-browser-"))).toEqual([]);
    expect(lines.join("\n")).not.toContain("ticket=");
  });

  it("[BD4] a browser that ends at once is started again ever more slowly", async () => {
    await putProgram("chromium", "exit 7");
    const { printed } = start({ DISPLAY: ":0" });
    expect(await printed(/the browser (ended with 7; it is started again in 1 s)/)).not.toBe("");
    expect(await printed(/the browser (ended with 7; it is started again in 2 s)/)).not.toBe("");
  });

  it("[BD1] where an Electron runtime is, it gets the checkout and the options, and its exit is ours", async () => {
    await putProgram("electron", `printf '%s\\n' "$@" > ${join(folder, "args")}; exit 3`);
    const { exited, printed } = start({ DISPLAY: ":0", NOCTURNE_ELECTRON: join(folder, "bin/electron") });
    expect(await printed(/(shown by Electron)/)).not.toBe("");
    expect(await exited).toEqual([3, null]);
    const args = (await readFile(join(folder, "args"), "utf8")).trim().split("\n");
    expect(args.filter((arg) => arg !== "--no-sandbox")).toEqual([
      root,
      "--config",
      join(folder, "wall.yaml"),
      "--accounts",
      join(folder, "accounts.json"),
    ]);
  });
});
