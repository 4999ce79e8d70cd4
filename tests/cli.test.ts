import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-cli-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The command as a process of its own, run from the sources. */
function nocturne(args: string[], stdin = "") {
  const program = "import { runCli } from './server/cli.ts'; process.exitCode = await runCli(process.argv.slice(1));";
  const env = { ...process.env, NOCTURNE_ACCOUNTS: join(folder, "accounts.json"), XDG_CONFIG_HOME: folder };
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, "--", ...args], { env });
  child.stdin.end(stdin);
  return child;
}

async function run(args: string[], stdin = "") {
  const child = nocturne(args, stdin);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { out, err, code: Number(code) };
}

describe("the command line", () => {
  it("[CL1] serve prints one line on standard output, JSON on standard error, and ends cleanly when it is told to", async () => {
    const child = nocturne(["serve", "--port", "0"]);
    const output = Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    const [first] = await once(child.stdout, "data");
    const { listening, pid } = JSON.parse(String(first)) as { listening: string; pid: number };
    expect(pid).toBe(child.pid);
    expect((await fetch(`${listening}/api/health`)).status).toBe(200);
    child.kill("SIGTERM");
    const [out, err, [code]] = await output;
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toHaveLength(1);
    for (const line of err.trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
  });

  it("[CL2] a port in use is one sentence and exit 1", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const { out, err, code } = await run(["serve", "--port", `${port}`]);
    expect({ out, code }).toEqual({ out: "", code: 1 });
    expect(err).toContain(`port ${port} on 127.0.0.1 is in use by another program`);
    expect(err).not.toContain("    at ");
    taken.close();
  });

  it.each([
    [["serve", "--port", "http"], "--port http is not a port"],
    [["serve", "--colour"], "--colour"],
    [["serve", "--host", "192.0.2.200"], "is not an address of this machine"],
    [["dance"], 'there is no command "dance"'],
    [["provision", "--role", "wall"], "--user is missing"],
    [["provision", "--user", "x", "--role", "king"], "wall, operator or admin"],
    [["provision", "--user", "x", "--role", "wall"], "--password-stdin"],
    [["check-config"], "name one file"],
  ])("[CL2] %j says what is wrong", async (args, words) => {
    const { err, code } = await run(args);
    expect(code).toBe(1);
    expect(err).toContain(words);
    expect(err).not.toContain("    at ");
  });

  it("[CL3] provision reads the password from standard input and shows it nowhere", async () => {
    const done = await run(["provision", "--user", "ada", "--role", "operator", "--password-stdin"], "correct horse\n");
    expect(done).toMatchObject({ code: 0, err: "" });
    expect(done.out).toContain("ada may sign in as operator");
    expect(done.out).not.toContain("correct horse");
  });

  it("[CL4] check-config names every fault by line and column, and is silent when there is none", async () => {
    const file = join(folder, "wall.yaml");
    await writeFile(file, "title: Example\npannels: 1\ntime_zones: [Mars/Olympus]\n");
    const bad = await run(["check-config", file]);
    expect(bad.code).toBe(1);
    expect(bad.out).toContain(`${file}:2:1: `);
    expect(bad.out).toContain(`${file}:3:14: `);
    await writeFile(
      file,
      "sources: { pc: { type: host } }\npages: [ { panels: [ { type: stat, source: pc, query: cpu, at: [0, 0, 4, 4] } ] } ]\n",
    );
    expect(await run(["check-config", file])).toEqual({ out: "", err: "", code: 0 });
  });
});
