import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPrograms } from "../../build/vite.node.ts";
import packageJson from "../../package.json" with { type: "json" };

/** Far from any node_modules. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-bundle-"));
  await buildPrograms(folder);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

describe("the bundle", () => {
  it("[BD7] the server runs far from any node_modules, knows its version, and shows the demo wall", async () => {
    const env = { ...process.env, NOCTURNE_CONFIG: "", XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder };
    const child = spawn(process.execPath, ["server/cli.js", "serve", "--port", "0"], { cwd: folder, env });
    const exited = once(child, "exit");
    const log: string[] = [];
    createInterface({ input: child.stderr }).on("line", (line) => log.push(line));
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const { listening } = JSON.parse(String(line)) as { listening: string };
    expect(await (await fetch(`${listening}/api/health`)).json()).toMatchObject({ version: packageJson.version });
    const body = JSON.stringify({ username: "nobody", password: "wrong password" });
    const headers = { origin: listening, "content-type": "application/json" };
    expect((await fetch(`${listening}/api/login`, { method: "POST", headers, body })).status).toBe(401);
    expect(await (await fetch(`${listening}/metrics`)).text()).toContain("nocturne_source_freshness{source=");
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    expect(log.filter((entry) => (JSON.parse(entry) as { level: number }).level >= 50)).toEqual([]);
  });
});
