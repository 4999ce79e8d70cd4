import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Check } from "../../server/doctor/check.ts";
import { checks } from "../../server/doctor/checks/index.ts";
import { examine, limitMs, type Result } from "../../server/doctor/examine.ts";
import { count, fail, listed, pass, skip, together, warn } from "../../server/doctor/finding.ts";
import { runProgram } from "../../server/run-program.ts";
import { makeMachine } from "../resources/site.ts";

afterEach(() => void vi.useRealTimers());

async function examined(some: Check[]): Promise<Result[]> {
  await using machine = await makeMachine();
  const results: Result[] = [];
  for await (const result of examine(some, machine.site)) results.push(result);
  return results;
}

/** `nocturne doctor` as a process of its own, run from the sources. */
async function doctor(folder: string, args: string[]) {
  const program = "import { runCli } from './server/cli.ts'; process.exitCode = await runCli(process.argv.slice(1));";
  // Its mere presence asks for colours, and vitest sets it.
  const { FORCE_COLOR: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, "--", "doctor", ...args], {
    env: { ...env, NOCTURNE_CONFIG: `${folder}/wall.yaml`, NOCTURNE_ACCOUNTS: `${folder}/accounts.json` },
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { out, err, code: Number(code) };
}

describe("findings", () => {
  it("[DR1] several of one check are one line: what is not well is told, with what to do about it", () => {
    expect(together([pass("a"), skip("b")])).toEqual(pass("a; b"));
    expect(together([pass("a"), warn("b", "mend b"), fail("c", "mend c"), fail("d", "mend c")])).toEqual(
      fail("c; d; b", "mend c; mend b"),
    );
    expect(together([pass("a"), warn("b", "mend b")])).toEqual(warn("b", "mend b"));
    expect(together([])).toMatchObject({ verdict: "skip" });
    expect(listed(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
    expect([count(1, "file"), count(0, "file")]).toEqual(["1 file", "0 files"]);
  });
});

describe("nocturne doctor", () => {
  it("[DR1] checks run at the same time and are told in their order; one that breaks fails by itself", async () => {
    let open = 0;
    const together: number[] = [];
    const wait = (name: string, turns: number): Check => ({
      name,
      async look() {
        open += 1;
        for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
        together.push(open);
        return pass(name);
      },
    });
    const broken: Check = {
      name: "broken",
      look() {
        throw new Error("no such thing");
      },
    };
    const results = await examined([wait("slow", 20), broken, wait("quick", 1)]);
    expect(results.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      "slow pass",
      "broken fail",
      "quick pass",
    ]);
    expect(results[1]?.seen).toBe("could not be looked at: no such thing");
    expect(Math.max(...together)).toBe(2);
  });

  it("[DR1] a check that hangs is given up after five seconds, and leaves nothing running", async () => {
    vi.useFakeTimers();
    let isOver = false;
    const hanging: Check = {
      name: "hanging",
      look: (_, run) => {
        run.onEnd(() => void (isOver = true));
        return new Promise(() => undefined);
      },
    };
    const results = examined([hanging, { name: "well", look: () => pass("well") }]);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
    await vi.advanceTimersByTimeAsync(limitMs);
    expect(await results).toMatchObject([{ verdict: "fail", seen: "not answered within 5 s" }, { verdict: "pass" }]);
    expect(isOver).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("[DR1] a program that hangs is ended, and what it left in the shell's hands is not run", async () => {
    expect(await runProgram("no-such-program", [], process.env)).toBeUndefined();
    expect(await runProgram("echo", ["$HOME; exit 3"], process.env)).toEqual({ code: 0, output: "$HOME; exit 3\n" });
    expect(await runProgram("sh", ["-c", "echo out; echo err >&2; exit 3"], process.env)).toEqual({
      code: 3,
      output: "out\nerr\n",
    });
    expect(await runProgram("sleep", ["60"], process.env)).toMatchObject({ code: undefined });
  });

  it("[DR1] every check has its own name, short enough to stand in a column", () => {
    const names = checks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]{3,12}$/);
  });

  it("[DR20] ends with 1 where anything fails, says what to do below it, aligned and without colour", async () => {
    await using machine = await makeMachine();
    await machine.file("wall.yaml", "tittle: x\n");
    const { out, err, code } = await doctor(machine.folder, []);
    expect({ err, code }).toEqual({ err: "", code: 1 });
    // oxlint-disable-next-line no-control-regex -- colours are what is looked for
    expect(out).not.toMatch(/\u001B/);
    expect(out).toMatch(/^Nocturne development on \S+, as \S+, with \/.*wall\.yaml\n\n/);
    expect(out).toMatch(/\nfail {2}config {8}\/.*wall\.yaml:1:1: unknown key "tittle".*\n {20}→ mend it until/);
    expect(out).toMatch(/\nskip {2}displays {6}the configuration must be mended first\n/);
    expect(out).toMatch(/\n\n\d+ passed, \d+ failed, \d+ warnings?, \d+ skipped\n$/);
    for (const { name } of checks)
      expect(out).toMatch(new RegExp(`\n(pass|fail|warn|skip) {2}${name.padEnd(12)} {2}\\S`));
  });

  it("[DR20] --json says the same for programs, and 0 where nothing fails", async () => {
    await using machine = await makeMachine();
    await machine.file("wall.yaml", "sound: { enabled: false }\npages: [ { panels: [ { type: text, text: x } ] } ]\n");
    const { out, code } = await doctor(machine.folder, ["--json"]);
    const told = JSON.parse(out) as { ok: boolean; checks: Result[] };
    expect(told.checks.map(({ name }) => name)).toEqual(checks.map(({ name }) => name));
    expect(told.ok).toBe(told.checks.every(({ verdict }) => verdict !== "fail"));
    expect(code).toBe(told.ok ? 0 : 1);
    expect(told.checks.find(({ name }) => name === "config")).toEqual({
      name: "config",
      verdict: "pass",
      seen: "0 sources and 1 page, without a fault",
    });
  });

  it("[DR20] a time server that cannot be one is said to be so", async () => {
    await using machine = await makeMachine();
    expect(await doctor(machine.folder, ["--ntp", "not a host"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("--ntp not a host is not a time server"),
    });
  });
});
