import { execFile } from "node:child_process";
import { appendFile, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { registerHooks } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { writeWindowsFeed } from "../../../build/release/windows-feed.ts";
import { root } from "../../../build/root.ts";
import { type Feed, openFeed } from "../../../electron/updates/feed.ts";
import { InstallRequests } from "../../../electron/updates/install-requests.ts";
import { installUpdate } from "../../../electron/updates/install-update.ts";
import { Installers } from "../../../electron/updates/installers.ts";
import { provePublisher, type Signed } from "../../../electron/updates/publisher.ts";
import { Updates } from "../../../electron/updates/updates.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { Lifetime } from "../../../server/lifetime.ts";
import { listen } from "../../../server/listen.ts";
import { requestPlace } from "../../../server/updates/install-note.ts";
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

const asked = () => join(wall, ...requestPlace);
const answers = () => join(wall, "Nocturne Update");

/** An installer that notes that it ran, and tells by whom it is signed as Windows would. */
async function publish(version: string, { signer = "CN=Example", brings = version } = {}): Promise<void> {
  const file = join(served, nameOf(version));
  const told: Signed = { status: "Valid", subject: signer, version: brings };
  await writeFile(file, `MZ=a-program\necho ${version} >> ${join(wall, "ran")}\n# ${JSON.stringify(told)}\n`);
  if (version === next) await writeWindowsFeed([file], served);
}

async function inspect(file: string, version = old): Promise<Signed> {
  if (file === process.execPath) return { status: "Valid", subject: "CN=Example", version };
  return JSON.parse((await readFile(file, "utf8")).split("\n# ")[1] ?? "");
}

/** One run of the kiosk, as far as updates go. */
async function start(version: string, { hasOpenCritical = (): boolean => false } = {}) {
  const process = lifetime.child();
  onTestFinished(() => process.end());
  const picture = { provenAgeMs: 1000 as number | undefined, isLive: true };
  const said: string[] = [];
  const mark = await openMark(wall, log);
  const updates = new Updates({
    version,
    mark,
    installers: new Installers(asked()),
    requests: new InstallRequests(asked(), answers()),
    feed: async () => feed,
    fetch: (url, options) => fetch(url, options),
    prove: (file, of) => provePublisher(file, of, inspect),
    picture: () => picture,
    log: pino({ level: "info" }, { write: (line) => void said.push(line) }),
    lifetime: process,
  });
  const look = () => updates.look({ updates: () => ({ window, feed: feedUrl }), hasOpenCritical });
  return { updates, look, picture, mark, said: () => said.join(""), end: () => process.end() };
}

/** One look of the scheduled task, where that version is installed. Real files, a real process; no PowerShell. */
async function beginTask(version: string): Promise<void> {
  await installUpdate({
    version,
    root: wall,
    folder: answers(),
    prove: (file, of) => provePublisher(file, of, (one) => inspect(one, version)),
    start: async (file) => void (await promisify(execFile)("sh", [file])),
  });
}

const readRequest = () => new InstallRequests(asked(), answers()).pending();
const ran = async () => readFile(join(wall, "ran"), "utf8").catch(() => "");

test("[UP53][UP54][UP55][UP58] a newer version is asked for, installed by the task, and kept once its picture is proven", async () => {
  await Promise.all([publish(old), publish(next)]);
  const before = await start(old);
  await before.look();
  const asking = [old, next].map((one) => `nocturne-${one}.exe`);
  expect((await readdir(asked())).toSorted(), before.said()).toEqual([...asking, "request.json"]);
  expect([await ran(), before.mark.now.state]).toEqual(["", "installing"]);
  await beginTask(old);
  expect(await ran()).toBe(`${next}\n`);
  // The wall goes on until the installer ends it.
  await before.look();
  expect(before.mark.now.state).toBe("installing");
  await before.end();

  const after = await start(next);
  after.picture.provenAgeMs = undefined;
  await after.updates.launch();
  expect(after.mark.now).toMatchObject({ state: "proving", from: old, to: next });
  after.picture.provenAgeMs = 10;
  await vi.waitFor(() => expect(after.mark.now).toMatchObject({ state: "settled", last: { ended: "kept" } }), soon);
  await vi.waitFor(async () => expect((await openMark(wall, log)).now).toEqual(after.mark.now), soon);
  await beginTask(next);
  expect(await ran()).toBe(`${next}\n`);
});

test("[UP55][UP56][UP57][UP71] a version without a picture is taken back after a minute, and not installed again", async () => {
  await Promise.all([publish(old), publish(next)]);
  await (await start(old)).look();
  await beginTask(old);

  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"], now: Date.now() });
  const dark = await start(next);
  // It is drawn, and says that it does not hear its server.
  dark.picture.isLive = false;
  await dark.updates.launch();
  await vi.advanceTimersByTimeAsync(59_900);
  expect(dark.mark.now.state).toBe("proving");
  await vi.advanceTimersByTimeAsync(200);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  await vi.waitFor(async () => expect(await readRequest()).toMatchObject({ version: old }), soon);
  await beginTask(next);
  expect(await ran()).toBe(`${next}\n${old}\n`);

  const again = await start(old);
  await again.updates.launch();
  expect(again.mark.now).toMatchObject({ last: { ended: "rolled-back", why: expect.stringContaining("minute") } });
  expect(again.said()).toContain('"ended":"rolled-back"');
  await again.look();
  expect(again.mark.now.state).toBe("settled");
  await beginTask(old);
  expect(await ran()).toBe(`${next}\n${old}\n`);
});

test("[UP55] a version that dies at each start is taken back after three, by one request however often it goes on dying", async () => {
  await Promise.all([publish(old), publish(next)]);
  await (await start(old)).look();
  await beginTask(old);
  const launch = async () => {
    const { updates, mark, picture, end } = await start(next);
    picture.provenAgeMs = undefined;
    await updates.launch();
    await end();
    return mark.now.state;
  };
  expect([await launch(), await launch(), await launch()]).toEqual(["proving", "proving", "proving"]);
  expect(await launch()).toBe("rolling-back");
  const request = await readRequest();
  expect(request).toMatchObject({ version: old });
  await launch();
  expect(await readRequest()).toEqual(request);
  await beginTask(next);
  expect(await ran()).toBe(`${next}\n${old}\n`);
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
  const { look, said, mark } = await start(old);
  await look();
  expect(said()).toContain(words);
  expect([await readRequest(), mark.now.state]).toEqual([undefined, "settled"]);
});

test("[UP54][UP56] what the task refuses leaves the wall as it was, with the reason, until the next night", async () => {
  await Promise.all([publish(old), publish(next)]);
  const { look, said, mark } = await start(old);
  await look();
  await publish(next, { signer: "CN=Mallory" });
  await copyFile(join(served, nameOf(next)), join(asked(), `nocturne-${next}.exe`));
  await expect(beginTask(old)).rejects.toThrow("signed by CN=Mallory");
  await look();
  expect(mark.now).toMatchObject({
    state: "settled",
    last: { to: next, ended: "not-installed", why: expect.stringContaining("signed by CN=Mallory") },
  });
  expect(said()).toContain("has refused it");
  expect([await ran(), await readRequest()]).toEqual(["", undefined]);
});

test("[UP51] a critical that comes while it is downloaded holds it", async () => {
  await Promise.all([publish(old), publish(next)]);
  let asked = 0;
  const { look, said, mark } = await start(old, { hasOpenCritical: () => (asked += 1) > 1 });
  await look();
  expect(said()).toContain("critical waits");
  expect([await readRequest(), mark.now]).toEqual([undefined, { state: "settled" }]);
});

test("[UP51] a critical that comes while the task has not begun takes the request back, and it is made again", async () => {
  await Promise.all([publish(old), publish(next)]);
  let isCritical = false;
  const { look, said, mark } = await start(old, { hasOpenCritical: () => isCritical });
  await look();
  expect(await readRequest()).toMatchObject({ version: next });
  isCritical = true;
  await look();
  expect(said()).toContain("critical waits");
  // By then the task may have begun: only a minute later it is known that it has not.
  expect([await readRequest(), mark.now.state]).toEqual([undefined, "installing"]);
  await beginTask(old);
  await look();
  expect([await ran(), mark.now]).toEqual(["", { state: "settled" }]);
  isCritical = false;
  await (await start(old)).look();
  expect(await readRequest()).toMatchObject({ version: next });
});

test("[UP54] without a task nobody answers, and the wall says where to look", async () => {
  await Promise.all([publish(old), publish(next)]);
  const { look, mark } = await start(old);
  await look();
  vi.setSystemTime(Date.now() + 500_000);
  await look();
  expect(mark.now.state).toBe("installing");
  vi.setSystemTime(Date.now() + 60_000);
  await look();
  const why = expect.stringContaining("nocturne doctor");
  expect(mark.now).toMatchObject({ state: "settled", last: { ended: "not-installed", why } });
  expect(await readRequest()).toBeUndefined();
});

test("[UP54][UP57] an installer that was started and replaced nothing is told ten minutes later, by whichever process is there", async () => {
  await Promise.all([publish(old), publish(next)]);
  await (await start(old)).look();
  await beginTask(old);
  const { updates, look, mark } = await start(old);
  await updates.launch();
  vi.setSystemTime(Date.now() + 601_000);
  await look();
  expect(mark.now).toMatchObject({ state: "settled", last: { ended: "not-installed" } });
});

test("[UP50] without a feed, and without the section, nothing is looked for", async () => {
  await Promise.all([publish(old), publish(next)]);
  const { updates, said } = await start(old);
  for (const config of [undefined, { window, feed: undefined }])
    await updates.look({ updates: () => config, hasOpenCritical: () => false });
  expect([said(), await readRequest()]).toEqual(["", undefined]);
});

test("[UP53] a disk with too little room is told before anything is fetched", async () => {
  const installers = new Installers(join(wall, "installers"));
  await expect(installers.requireRoom(2 ** 60)).rejects.toThrow(
    /an update needs 1073741824.0 GiB free at .*, and there is/,
  );
  await installers.requireRoom(1);
});
