import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { registerHooks } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { writeWindowsFeed } from "../../../build/release/windows-feed.ts";
import { root } from "../../../build/root.ts";
import { type Feed, openFeed } from "../../../electron/updates/feed.ts";
import { Installers, runInstaller } from "../../../electron/updates/installers.ts";
import { provePublisher, type Signed } from "../../../electron/updates/publisher.ts";
import { Updates } from "../../../electron/updates/updates.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { Lifetime } from "../../../server/lifetime.ts";
import { listen } from "../../../server/listen.ts";
import { openMark } from "../../../server/updates/kept-mark.ts";

/** The machine may be busy. */
const soon = 10_000;
const old = "0.0.1";
const { version: next } = packageJson;
const log = pino({ enabled: false });
const lifetime = new Lifetime();
let folder: string;
let served: string;
let feedUrl: string;
let feed: Feed;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-updates-"));
  lifetime.onEnd(() => rm(folder, { recursive: true }));
  // electron-updater runs as it is, with Node's http in place of Electron's, and the settings file that is shipped.
  process.env["XDG_CACHE_HOME"] = join(folder, "cache");
  Object.assign(process, { resourcesPath: join(root, "build/release") });
  const { href } = new URL("electron-net.ts", import.meta.url);
  const hooks = registerHooks({
    resolve: (name, context, pass) =>
      name === "electron" ? { url: href, format: "module-typescript", shortCircuit: true } : pass(name, context),
  });
  lifetime.onEnd(() => hooks.deregister());
  const { NsisUpdater } = await import("electron-updater");
  feed = openFeed(new NsisUpdater(), log);
  const server = createServer((request, response) => {
    // It asks for the feed of the system that it runs on.
    const name = basename(new URL(request.url ?? "/", feedUrl).pathname).replace("latest-linux", "latest");
    readFile(join(served, name)).then(
      (content) => response.end(content),
      () => response.writeHead(404).end(),
    );
  });
  feedUrl = `http://127.0.0.1:${await listen(server, { host: "127.0.0.1", port: 0, lifetime })}/`;
});
afterAll(() => lifetime.end());

let wall: string;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-25T03:30:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  wall = await mkdtemp(join(folder, "wall-"));
  served = join(wall, "feed");
  await mkdir(served);
  await rm(join(folder, "cache"), { recursive: true, force: true });
});

const window = { repeats: true as const, days: [3], hour: 3, minute: 0, forMs: 7_200_000, timeZone: "UTC" };
const nameOf = (version: string) => `nocturne_${version}_win_x64.exe`;

/** An installer that notes how it was called, and tells by whom it is signed as Windows would. */
async function publish(version: string, { signer = "CN=Example", brings = version } = {}): Promise<void> {
  const file = join(served, nameOf(version));
  const told: Signed = { status: "Valid", subject: signer, version: brings };
  await writeFile(file, `#!/bin/sh\necho "${version} $*" >> ${join(wall, "ran")}\n# ${JSON.stringify(told)}\n`);
  if (version === next) await writeWindowsFeed([file], served);
}

async function inspect(file: string): Promise<Signed> {
  if (file === process.execPath) return { status: "Valid", subject: "CN=Example", version: old };
  return JSON.parse((await readFile(file, "utf8")).split("\n# ")[1] ?? "");
}

/** One run of the kiosk, as far as updates go. */
async function start(version: string, { mayRun = true, hasOpenCritical = (): boolean => false } = {}) {
  const process = lifetime.child();
  onTestFinished(() => process.end());
  const picture = { provenAgeMs: 1000 as number | undefined, isLive: true };
  let ends = 0;
  const said: string[] = [];
  const mark = await openMark(wall, log);
  const updates = new Updates({
    version,
    mark,
    installers: new Installers(join(wall, "installers")),
    feed: async () => feed,
    fetch: (url, options) => fetch(url, options),
    prove: (file, of) => provePublisher(file, of, inspect),
    async run(file) {
      // Windows knows no such mode.
      if (mayRun) await chmod(file, 0o755);
      await runInstaller(file, { startAfter: true });
    },
    picture: () => picture,
    end: () => {
      ends += 1;
      void process.end();
    },
    log: pino({ level: "info" }, { write: (line) => void said.push(line) }),
    lifetime: process,
  });
  const look = () => updates.look({ updates: () => ({ window, feed: feedUrl }), hasOpenCritical });
  return { updates, look, picture, mark, said: () => said.join(""), ends: () => ends };
}

const ran = async () => readFile(join(wall, "ran"), "utf8").catch(() => "");

test("[UP53][UP54][UP55][UP58] a newer version is installed silently, with the way back beside it, and kept once its picture is proven", async () => {
  await Promise.all([publish(old), publish(next)]);
  const before = await start(old);
  await before.look();
  expect(before.ends(), before.said()).toBe(1);
  await vi.waitFor(async () => expect(await ran()).toBe(`${next} --updated /S --force-run\n`), soon);
  expect((await readdir(join(wall, "installers"))).toSorted()).toEqual([old, next].map((one) => `nocturne-${one}.exe`));

  const after = await start(next);
  after.picture.provenAgeMs = undefined;
  await after.updates.launch();
  expect(after.mark.now).toMatchObject({ state: "proving", from: old, to: next });
  after.picture.provenAgeMs = 10;
  await vi.waitFor(() => expect(after.mark.now).toMatchObject({ state: "settled", last: { ended: "kept" } }), soon);
  await vi.waitFor(async () => expect((await openMark(wall, log)).now).toEqual(after.mark.now), soon);
  expect(after.ends()).toBe(0);
});

test("[UP55][UP56][UP57] a version without a picture is taken back after a minute, and not installed again", async () => {
  await Promise.all([publish(old), publish(next)]);
  await (await start(old)).look();
  await vi.waitFor(async () => expect(await ran()).toContain(next), soon);

  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"], now: Date.now() });
  const dark = await start(next);
  // It is drawn, and says that it does not hear its server.
  dark.picture.isLive = false;
  await dark.updates.launch();
  await vi.advanceTimersByTimeAsync(59_900);
  expect(dark.mark.now.state).toBe("proving");
  await vi.advanceTimersByTimeAsync(200);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  await vi.waitFor(() => expect(dark.ends(), dark.said()).toBe(1), soon);
  const both = [next, old].map((one) => `${one} --updated /S --force-run\n`).join("");
  await vi.waitFor(async () => expect(await ran()).toBe(both), soon);

  const again = await start(old);
  await again.updates.launch();
  expect(again.mark.now).toMatchObject({ last: { ended: "rolled-back", why: expect.stringContaining("minute") } });
  expect(again.said()).toContain('"ended":"rolled-back"');
  await again.look();
  expect(again.mark.now.state).toBe("settled");
  expect(again.ends()).toBe(0);
});

test.for([
  ["[UP52] tampered with after its checksum was taken", "sha512", () => appendFile(join(served, nameOf(next)), "#")],
  ["[UP52] signed by somebody else", "signed by CN=Mallory", () => publish(next, { signer: "CN=Mallory" })],
  ["[UP52] an older one under a newer name", "brings version 0.0.0", () => publish(next, { brings: "0.0.0" })],
  ["[UP53] without a way back", "answers 404", () => rm(join(served, nameOf(old)))],
  ["[UP53] with a way back that is somebody else's", "CN=Mallory", () => publish(old, { signer: "CN=Mallory" })],
] as const)("%s, it is not run, and the wall goes on", async ([, words, spoil]) => {
  await Promise.all([publish(old), publish(next)]);
  await spoil();
  const { look, said, ends, mark } = await start(old);
  await look();
  expect(said()).toContain(words);
  expect([ends(), await ran(), mark.now.state]).toEqual([0, "", "settled"]);
});

test("[UP54] an installer that this account may not run leaves the wall as it was, until the next night", async () => {
  await Promise.all([publish(old), publish(next)]);
  const { look, said, ends, mark } = await start(old, { mayRun: false });
  await look();
  expect(said()).toContain("the wall's account must be allowed to install programs");
  expect(ends()).toBe(0);
  expect(mark.now).toMatchObject({ state: "settled", last: { to: next, ended: "not-installed" } });
});

test("[UP51] a critical that comes while it is downloaded holds it", async () => {
  await Promise.all([publish(old), publish(next)]);
  let asked = 0;
  const { look, said, ends, mark } = await start(old, { hasOpenCritical: () => (asked += 1) > 1 });
  await look();
  expect(said()).toContain("critical waits");
  expect([ends(), await ran(), mark.now]).toEqual([0, "", { state: "settled" }]);
});

test("[UP50] without a feed, and without the section, nothing is looked for", async () => {
  await Promise.all([publish(old), publish(next)]);
  const { updates, said, ends } = await start(old);
  for (const config of [undefined, { window, feed: undefined }])
    await updates.look({ updates: () => config, hasOpenCritical: () => false });
  expect([ends(), said(), await ran()]).toEqual([0, "", ""]);
});

test("[UP53] a disk with too little room is told before anything is fetched", async () => {
  const installers = new Installers(join(wall, "installers"));
  await expect(installers.requireRoom(2 ** 60)).rejects.toThrow(
    /an update needs 1073741824.0 GiB free at .*, and there is/,
  );
  await installers.requireRoom(1);
});
