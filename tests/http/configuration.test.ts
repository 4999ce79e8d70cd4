import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, lstat, mkdtemp, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type PresentConfig, presentConfig, preview } from "../../server/protocol/configuration.ts";
import { type RunningWall, startWall } from "../resources/running-wall.ts";
import { wallClient } from "../resources/wall-client.ts";

const config = `# Our wall
title: Before # as on the door
sources:
  net: { type: simulated }
pages:
  - title: Overview
    panels:
      - { type: stat, source: net, query: traffic, at: [0, 0, 6, 4] } # traffic
      - { type: text, text: Hello, at: [6, 0, 6, 4] }
`;

type Client = Pick<RunningWall, "get" | "post">;

async function presentOf(wall: Client, cookie: string): Promise<PresentConfig> {
  return presentConfig.parse(await (await wall.get("/api/configuration", cookie)).json());
}

type Answer = { status: number } & Record<string, unknown>;
const answer = async (response: Response): Promise<Answer> => ({
  ...((await response.json()) as object),
  status: response.status,
});

describe("the configuration over HTTP", () => {
  let wall: RunningWall;
  let grace: string;
  beforeAll(async () => {
    wall = await startWall({ config });
    grace = await wall.signIn("grace");
  });
  afterAll(() => wall[Symbol.asyncDispose]());

  const post = async (path: string, body: unknown, cookie = grace) =>
    answer(await wall.post(`/api/configuration/${path}`, { body, cookie }));
  const reset = () => writeFile(wall.configFile, config);

  it.each([
    ["check", { text: config }],
    ["edit", { text: config, edits: [{ type: "unset", path: ["title"] }] }],
    ["preview", { text: config }],
    ["test", { text: config, source: "net" }],
    ["save", { text: config, version: "x" }],
    ["undo", { to: "x", version: "x" }],
  ])("[CE1] only an administrator may %s it, and only from our own pages", async (path, body) => {
    const address = `/api/configuration/${path}`;
    expect((await wall.post(address, { body })).status).toBe(401);
    for (const user of ["wall", "ada"]) {
      const refused = await post(path, body, await wall.signIn(user));
      expect(refused).toMatchObject({ status: 403, error: { code: "forbidden" } });
    }
    const foreign = await wall.post(address, { body, cookie: grace, headers: { origin: "https://evil.example" } });
    expect(foreign.status).toBe(403);
    expect(await readFile(wall.configFile, "utf8")).toBe(config);
  });

  it("[CE1] nor read it", async () => {
    for (const path of ["", "/schema", "/saves/x"]) {
      expect((await wall.get(`/api/configuration${path}`)).status).toBe(401);
      expect((await wall.get(`/api/configuration${path}`, await wall.signIn("ada"))).status).toBe(403);
    }
  });

  it("[CE2] a check tells the faults of check-config and keeps nothing", async () => {
    const text = config.replace("type: stat", "type: stad").replace("[6, 0, 6, 4]", "[6, 0, 7, 4]");
    expect(await post("check", { text })).toMatchObject({
      faults: [
        { line: 8, column: 17, message: expect.stringContaining('did you mean "stat"') },
        { line: 9, column: 40, message: expect.stringContaining("must end at column 12") },
      ],
    });
    expect(await readFile(wall.configFile, "utf8")).toBe(config);
    expect(await post("check", { text: config })).toEqual({ status: 200, faults: [] });
  });

  it("[CE3] a save reaches every wall without a reload, and the file keeps its mode", async () => {
    await chmod(wall.configFile, 0o640);
    using live = wall.open(await wall.signIn());
    await live.next("welcome");
    const { version } = await presentOf(wall, grace);
    const text = config.replace("Before", "After");
    expect((await post("save", { text, version })).status).toBe(200);
    await live.next("wall", (message) => message.wall.title === "After");
    expect(await readFile(wall.configFile, "utf8")).toBe(text);
    expect((await stat(wall.configFile)).mode & 0o777).toBe(0o640);
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "configuration-saved", user: "grace" }));
    await reset();
  });

  it("[CE4] of two who change it at once the second is told who was faster, and when, and what it is now", async () => {
    const { version } = await presentOf(wall, grace);
    const first = config.replace("Before", "First");
    const second = config.replace("Before", "Second");
    const [one, two] = await Promise.all([
      post("save", { text: first, version }),
      post("save", { text: second, version }),
    ]);
    expect(one.status).toBe(200);
    expect(two).toMatchObject({
      status: 409,
      error: { code: "outdated", message: expect.stringContaining("grace has changed") },
      present: { text: first, by: "grace", at: expect.any(Number) },
    });
    expect(await readFile(wall.configFile, "utf8")).toBe(first);
    await reset();
    const byHand = await post("save", { text: second, version: "0" });
    expect(byHand).toMatchObject({ status: 409, present: { text: config } });
    expect(byHand).not.toHaveProperty("present.by");
  });

  it("[CE5] each of the last ten texts can be had back, with who saved it, and no more are kept", async () => {
    const texts = Array.from({ length: 14 }, (_, index) => config.replace("Before", `Number ${index}`));
    let { version } = await presentOf(wall, grace);
    for (const text of texts) version = String((await post("save", { text, version }))["version"]);
    const { saves } = await presentOf(wall, grace);
    expect(saves).toHaveLength(11);
    expect(saves.every(({ by }) => by === "grace")).toBe(true);
    const oldest = saves.at(-1)?.version ?? "";
    expect(await (await wall.get(`/api/configuration/saves/${oldest}`, grace)).json()).toEqual({ text: texts[3] });
    expect((await post("undo", { to: oldest, version })).status).toBe(200);
    expect(await readFile(wall.configFile, "utf8")).toBe(texts[3]);
    expect(await post("undo", { to: "never", version })).toMatchObject({ status: 404 });
    await reset();
  });

  it("[CE5] what was saved before a restart can be had back after it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "nocturne-saves-"));
    await copyFile(join(wall.folder, "accounts.json"), join(folder, "accounts.json"));
    {
      await using first = await startWall({ config, folder });
      const cookie = await first.signIn("grace");
      const { version } = await presentOf(first, cookie);
      await first.post("/api/configuration/save", {
        cookie,
        body: { text: config.replace("Before", "After"), version },
      });
    }
    const saved = await readFile(join(folder, "wall.yaml"), "utf8");
    await using second = await startWall({ config: saved, folder });
    const { saves } = await presentOf(second, await second.signIn("grace"));
    expect(saves.map(({ by }) => by)).toEqual(["grace", undefined]);
    expect((await stat(join(folder, "configuration.json"))).mode & 0o777).toBe(0o600);
  });

  it("[CE6] a text with a fault is not saved", async () => {
    const { version } = await presentOf(wall, grace);
    const refused = await post("save", { text: "title: [", version });
    expect(refused).toMatchObject({ status: 422, error: { code: "faulty" }, faults: [{ line: 1 }] });
    expect(await readFile(wall.configFile, "utf8")).toBe(config);
  });

  it("[CE7] a text over 256 KiB is refused with words, at 300 kB as at 10 MB", async () => {
    for (const bytes of [300_000, 10_000_000]) {
      const refused = await post("check", { text: `# ${"x".repeat(bytes)}` });
      expect(refused).toMatchObject({ status: 413, error: { message: expect.stringContaining("at most 256 KiB") } });
    }
  });

  it("[CE7] a text that repeats itself without end, or is nested so, is a fault and takes no time", async () => {
    const bomb = Array.from(
      { length: 20 },
      (_, level) => `a${level}: &a${level} [${level ? `*a${level - 1},`.repeat(9) : "x"}]`,
    );
    const from = performance.now();
    expect(await post("check", { text: bomb.join("\n") })).toMatchObject({
      faults: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringMatching(/alias|unknown key/) }),
      ]),
    });
    expect(
      await post("edit", { text: bomb.join("\n"), edits: [{ type: "set", path: ["title"], value: "x" }] }),
    ).toMatchObject({
      status: 409,
    });
    expect(await post("check", { text: "[".repeat(100_000) })).toMatchObject({ faults: [{}] });
    expect(performance.now() - from).toBeLessThan(10_000);
  });

  it.each([
    ["no text", { text: 7 }, 400],
    ["another key", { text: "", save: true }, 400],
    ["no JSON", "{oops", 400],
  ])("[CE7] a body with %s is refused", async (_, body, status) => {
    expect(await post("check", body)).toMatchObject({ status, error: { code: "bad_request" } });
  });

  it("[CE8] a symbolic link stays one, and what it leads to is written", async () => {
    const target = join(wall.folder, "elsewhere.yaml");
    await rename(wall.configFile, target);
    await symlink(target, wall.configFile);
    const { version } = await presentOf(wall, grace);
    const text = config.replace("Before", "Linked");
    expect((await post("save", { text, version })).status).toBe(200);
    expect((await lstat(wall.configFile)).isSymbolicLink()).toBe(true);
    expect(await readFile(target, "utf8")).toBe(text);
    await rm(wall.configFile);
    await rename(target, wall.configFile);
    await reset();
  });

  it("[CE34] a preview has the pictures of a wall that is not saved, for whoever is signed in", async () => {
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg",
      "base64",
    );
    await writeFile(join(wall.folder, "plan.png"), png);
    const text = `logo: ./plan.png\n${config}      - { type: image, image: plan.png, at: [0, 4, 6, 4] }\n`;
    const seen = preview.parse(await post("preview", { text }));
    const image = seen.wall.pages[0]?.panels[2]?.options;
    expect(image).toEqual({ image: seen.wall.logo });
    const address = seen.wall.logo ?? "";
    expect(Buffer.from(await (await wall.get(address, grace)).arrayBuffer())).toEqual(png);
    expect((await wall.get(address)).status).toBe(401);
    expect((await wall.get("/logo", grace)).status).toBe(404);
  });

  const withSource = (source: string) => config.replace("sources:\n", `sources:\n  new: ${source}\n`);
  const tryOut = (source: string, id = "new") => post("test", { text: withSource(source), source: id });

  it("[CE33] a source is tested before it is saved, and nothing is kept of it", async () => {
    const blind = await tryOut('{ type: prometheus, url: "http://127.0.0.1:1" }');
    expect(blind).toMatchObject({ status: 200, outcome: "failed", reason: expect.stringContaining("refuse") });
    const wrong = await tryOut('{ type: checks, targets: [ { name: mail, tcp: "127.0.0.1:1" } ] }');
    expect(wrong).toMatchObject({ outcome: "seen", conditions: [expect.objectContaining({ name: "mail" })] });
    expect(await tryOut("{ type: simulated }", "old")).toMatchObject({ status: 404 });
    expect(await tryOut("{ type: simulatet }")).toMatchObject({ status: 422 });
    expect(await readFile(wall.configFile, "utf8")).toBe(config);
    const { sources } = (await (await wall.get("/api/diagnostics", grace)).json()) as { sources: { id: string }[] };
    expect(sources.map(({ id }) => id)).toEqual(["net"]);
  });

  it("[CE31] a secret that is sent itself is refused with what would be right", async () => {
    const value = { type: "prometheus", url: "http://127.0.0.1:1", bearer_token: "hunter2" };
    const refused = await post("edit", { text: config, edits: [{ type: "set", path: ["sources", "m"], value }] });
    const message = expect.stringMatching(/must not be the secret itself; say where it is: \{ env: NAME \}/);
    expect(refused).toMatchObject({ status: 422, error: { message } });
    expect(JSON.stringify(refused)).not.toContain("hunter2");
  });

  it("[CE32] several edits are one: what would be a fault halfway is none", async () => {
    const text = withSource('\n    type: checks\n    targets:\n      - { name: a, tcp: "a:1" } # moves');
    const target = ["sources", "new", "targets", 0];
    const ping = { type: "set", path: [...target, "ping"], value: "a" };
    const unset = { type: "unset", path: [...target, "tcp"] };
    expect(await post("edit", { text, edits: [ping] })).toMatchObject({ status: 422 });
    const added = { type: "set", path: ["sources", "pc"], value: { type: "host", every: "5s" } };
    const edited = await post("edit", { text, edits: [ping, unset, added] });
    expect(edited["text"]).toBe(
      text
        .replace('tcp: "a:1" }', "ping: a }")
        .replace("net: { type: simulated }", "net: { type: simulated }\n  pc: { type: host, every: 5s }"),
    );
  });

  it("[CE14] an edit answers with the edited text, and saves nothing", async () => {
    const edit = { type: "set", path: ["pages", 0, "panels", 0, "at"], value: [0, 4, 6, 4] };
    const edited = await post("edit", { text: config, edits: [edit] });
    expect(edited).toEqual({ status: 200, text: config.replace("[0, 0, 6, 4]", "[0, 4, 6, 4]") });
    expect(await readFile(wall.configFile, "utf8")).toBe(config);
  });

  it("[CE14] one that would bring in a fault is refused with it", async () => {
    const edit = { type: "set", path: ["pages", 0, "panels", 0, "at"], value: [3, 0, 6, 4] };
    const refused = await post("edit", { text: config, edits: [edit] });
    expect(refused).toMatchObject({
      status: 422,
      error: { message: expect.stringContaining("overlaps the stat panel") },
    });
    const strange = { type: "set", path: ["pages", 0, "panels", 9, "at"], value: [0, 0, 1, 1] };
    expect(await post("edit", { text: config, edits: [strange] })).toMatchObject({ status: 409 });
  });

  it("[CE20] a preview has the wall, and the answers of running sources to queries old and new", async () => {
    await vi.waitFor(async () => {
      const text = config
        .replace("Hello", "Changed")
        .replace("pages:\n", "pages:\n  - panels: [{ type: events, source: net }]\n");
      const seen = preview.parse(await post("preview", { text }));
      expect(seen.wall.pages.map(({ panels }) => panels.length)).toEqual([1, 2]);
      expect(seen.frames.map(({ frame }) => frame.kind).toSorted()).toEqual(["events", "stat"]);
      expect(seen.faults).toEqual([]);
      expect(seen.written).toMatchObject({ title: "Before" });
    });
    expect(await readFile(wall.configFile, "utf8")).toBe(config);
  });

  it("[CE21] a source that is new or changed is not started for a preview, which says so", async () => {
    const text = config
      .replace("sources:\n", "sources:\n  new: { type: simulated }\n")
      .replace("source: net", "source: new");
    const seen = preview.parse(await post("preview", { text }));
    expect(seen.frames).toEqual([]);
    expect(seen.faults).toEqual([
      { panel: "stat:new:traffic", reason: "not seen before it is saved: its source is new or changed" },
    ]);
    expect((await (await wall.get("/metrics")).text()).includes('source="new"')).toBe(false);
  });
});

describe("a configuration that cannot be written", () => {
  it("[CE9] of the demo wall says so and can be read", async () => {
    const folder = await withAccounts(await mkdtemp(join(tmpdir(), "nocturne-demo-")));
    const server = await demoServer(folder);
    try {
      const client = wallClient(server.url);
      const present = await presentOf(client, await client.signIn("grace"));
      expect(present.readOnly).toContain("demo wall");
      expect(present.text).toContain("pages:");
      const cookie = await client.signIn("grace");
      const body = { text: config, version: present.version };
      expect(await answer(await client.post("/api/configuration/save", { cookie, body }))).toMatchObject({
        status: 403,
        error: { code: "read_only", message: present.readOnly },
      });
    } finally {
      await server.stop();
      await rm(folder, { recursive: true });
    }
  });

  it.runIf(process.platform === "linux")("[CE9] on a full disk nothing changes, and the words say why", async () => {
    const folder = await withAccounts(await mkdtemp(join(tmpdir(), "nocturne-full-")));
    const file = join(folder, "wall.yaml");
    await writeFile(file, config);
    // The kernel refuses every file beyond so many KiB, as a full disk does.
    const server = await serveWithin(64, ["--config", file, "--accounts", join(folder, "accounts.json")]);
    try {
      const client = wallClient(server.url);
      const cookie = await client.signIn("grace");
      const { version } = await presentOf(client, cookie);
      const text = `${config}# ${"x".repeat(100_000)}\n`;
      const refused = await answer(await client.post("/api/configuration/save", { cookie, body: { text, version } }));
      expect(refused).toMatchObject({ status: 409, error: { message: expect.stringContaining("no room") } });
      expect(await readFile(file, "utf8")).toBe(config);
      expect((await presentOf(client, cookie)).version).toBe(version);
    } finally {
      await server.stop();
      await rm(folder, { recursive: true });
    }
  });
});

async function withAccounts(folder: string): Promise<string> {
  await using wall = await startWall();
  await copyFile(join(wall.folder, "accounts.json"), join(folder, "accounts.json"));
  return folder;
}

/** A server that finds no configuration, whatever this machine has. */
function demoServer(folder: string) {
  return serve("exec node out/server/cli.js serve", ["--accounts", join(folder, "accounts.json")], {
    XDG_CONFIG_HOME: folder,
    HOME: folder,
  });
}

function serveWithin(kib: number, args: string[]) {
  return serve(`ulimit -f ${kib}; exec node out/server/cli.js serve`, args);
}

async function serve(command: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn("bash", ["-c", `${command} "$@"`, "bash", ...args], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...env },
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const { listening } = JSON.parse(String(line)) as { listening: string };
  return {
    url: listening,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
