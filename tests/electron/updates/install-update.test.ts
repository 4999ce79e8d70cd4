import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { root as repository } from "../../../build/root.ts";
import { installUpdate } from "../../../electron/updates/install-update.ts";
import { readInstallNote, requestPlace } from "../../../server/updates/install-note.ts";
import { startKiosk } from "../stand-in/kiosk-process.ts";

// What the scheduled task does with all rights, on real files. What only Windows has (signatures, PowerShell, the restart
// of the machine) is told by the test; a link of Windows that leads to another folder is a symbolic link here.

const secret = "MZ of another user, which everybody would like to read";
let folder: string;
let root: string;
let asked: string;
let answers: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-install-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  root = await mkdtemp(join(folder, "machine-"));
  asked = join(root, ...requestPlace);
  answers = join(root, "program files", "Nocturne Update");
  await mkdir(asked, { recursive: true });
  await writeFile(join(root, "secret"), secret);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-28T03:00:00Z") });
  onTestFinished(() => void vi.useRealTimers());
});

const installerOf = (version: string) => join(asked, `nocturne-${version}.exe`);
const requestFile = () => join(asked, "request.json");
const offer = (version: string) => writeFile(installerOf(version), `MZ=1\necho ${version} >> ${join(root, "ran")}\n`);
const ran = async () => (await readFile(join(root, "ran"), "utf8").catch(() => "")).split("\n").filter(Boolean);
const note = () => readInstallNote(answers);
const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);

async function ask(version: string, others: Record<string, unknown> = {}): Promise<string> {
  const request = { version, id: randomUUID(), at: Date.now(), ...others };
  await writeFile(requestFile(), JSON.stringify(request));
  return request.id;
}

/** One look of the task, as the program of that version. */
async function look(installed: string, { prove = async (_copy: string): Promise<void> => {} } = {}): Promise<void> {
  await installUpdate({
    version: installed,
    root,
    folder: answers,
    prove: (file) => prove(file),
    start: async (file) => void (await promisify(execFile)("sh", [file])),
  });
}

test("[UP70] a newer version is copied to where only administrators write, run once, and answered", async () => {
  await offer("1.1.0");
  const id = await ask("1.1.0");
  const proven: string[] = [];
  const prove = async (copy: string) => void proven.push(copy);
  await look("1.0.9", { prove });
  expect(proven).toEqual([join(answers, "installers", "nocturne-1.1.0.exe")]);
  expect(await note()).toMatchObject({ replaced: { from: "1.0.9", to: "1.1.0" }, answer: { state: "started", id } });
  await look("1.0.9", { prove });
  later(5);
  await look("1.1.0", { prove });
  expect([await ran(), proven.length]).toEqual([["1.1.0"], 1]);
  expect((await note())?.lookedAt).toBe(Date.now());
});

test.each([
  ["the installed one", "1.1.0"],
  ["an older one", "1.0.9"],
  ["one that is older by its last number", "1.1.0", "1.1.1"],
  ["one that is older by its first number", "1.20.30", "2.0.0"],
])("[UP71] %s is refused before anything is copied", async (_, version, installed = "1.1.0") => {
  await offer(version);
  const id = await ask(version);
  await expect(look(installed)).rejects.toThrow("is not newer than");
  expect(await note()).toMatchObject({ answer: { state: "refused", id, why: expect.stringContaining("not newer") } });
  expect([await ran(), await readdir(answers)]).toEqual([[], ["update.json"]]);
});

test("[UP71] back to what it replaced itself, one step, and no further; what it refuses meanwhile takes no way back", async () => {
  for (const version of ["1.0.0", "1.1.0", "1.2.0"]) await offer(version);
  await ask("1.1.0");
  await look("1.0.0");
  later(11);
  await ask("1.2.0");
  await look("1.1.0");
  later(11);
  await ask("1.0.0");
  await expect(look("1.2.0")).rejects.toThrow("is not newer than 1.2.0");
  await ask("1.1.0");
  await look("1.2.0");
  expect(await ran()).toEqual(["1.1.0", "1.2.0", "1.1.0"]);
  later(11);
  await ask("1.0.0");
  await expect(look("1.1.0")).rejects.toThrow("not what 1.1.0 was installed over");
});

test("[UP71] what is not signed as it must be is refused with the reason, and its copy is gone", async () => {
  await offer("1.1.0");
  await ask("1.1.0");
  const signed = look("1.0.0", { prove: () => Promise.reject(new Error("it is signed by CN=Mallory")) });
  await expect(signed).rejects.toThrow("CN=Mallory");
  expect(await note()).toMatchObject({ answer: { state: "refused", why: "it is signed by CN=Mallory" } });
  expect([await ran(), await readdir(join(answers, "installers"))]).toEqual([[], []]);
});

test("[UP72] what lies there is changed while the copy is proven: the copy is what runs", async () => {
  await offer("1.1.0");
  await ask("1.1.0");
  await look("1.0.0", {
    prove: () => writeFile(installerOf("1.1.0"), `MZ=1\necho mallory >> ${join(root, "ran")}\n`),
  });
  expect(await ran()).toEqual(["1.1.0"]);
});

test("[UP74] a request that is taken back or replaced while the copy is proven is not carried out", async () => {
  await offer("1.1.0");
  await ask("1.1.0");
  await look("1.0.0", { prove: () => unlink(requestFile()) });
  await ask("1.1.0");
  await look("1.0.0", { prove: async () => void (await ask("1.1.0")) });
  await ask("1.1.0");
  await look("1.0.0", { prove: async () => void later(8) });
  expect([await ran(), (await note())?.answer]).toEqual([[], undefined]);
});

test("[UP74] nothing is done for a request of long ago, or of a clock that went wrong, nor while an installer is at work", async () => {
  for (const version of ["1.1.0", "1.2.0"]) await offer(version);
  for (const at of [Date.now() - 421_000, Date.now() + 421_000]) {
    await ask("1.1.0", { at });
    await look("1.0.0");
  }
  expect(await ran()).toEqual([]);
  await ask("1.1.0");
  await look("1.0.0");
  later(5);
  await ask("1.2.0");
  await look("1.0.0");
  expect(await ran()).toEqual(["1.1.0"]);
  later(6);
  await look("1.0.0");
  expect(await ran()).toEqual(["1.1.0", "1.2.0"]);
});

test("[UP74] an installer that cannot be started is refused, and leaves the way back as it was", async () => {
  for (const version of ["1.1.0", "1.2.0"]) await offer(version);
  await ask("1.1.0");
  await look("1.0.0");
  later(11);
  await ask("1.2.0");
  const broken = installUpdate({
    version: "1.1.0",
    root,
    folder: answers,
    prove: async () => {},
    start: () => Promise.reject(new Error("no such program")),
  });
  await expect(broken).rejects.toThrow("no such program");
  expect(await note()).toMatchObject({ replaced: { from: "1.0.0", to: "1.1.0" }, answer: { state: "refused" } });
});

const throughLinks: [string, () => Promise<unknown>][] = [
  ["a symbolic link", () => symlink(join(root, "secret"), installerOf("1.1.0"))],
  ["a hard link", () => link(join(root, "secret"), installerOf("1.1.0"))],
  [
    "a folder on the way that leads elsewhere",
    async () => {
      await writeFile(join(root, "nocturne-1.1.0.exe"), secret);
      await writeFile(join(root, "request.json"), await readFile(requestFile()));
      await rename(asked, join(root, "aside"));
      await symlink(root, asked);
    },
  ],
  ["a folder", () => mkdir(installerOf("1.1.0"))],
  ["a pipe that nobody writes to", () => promisify(execFile)("mkfifo", [installerOf("1.1.0")])],
];

test.each(throughLinks)("[UP72] %s in the installer's place is neither read nor run", async (_, plant) => {
  await ask("1.1.0");
  await plant();
  await expect(look("1.0.0")).rejects.toThrow();
  expect(await ran()).toEqual([]);
  const kept = await readdir(answers, { recursive: true, withFileTypes: true });
  expect(kept.filter((one) => one.isFile()).map(({ name }) => name)).toEqual(["update.json"]);
});

test.each([
  ["a link to it", () => symlink(join(root, "elsewhere"), requestFile())],
  ["another version's name that leads elsewhere", () => ask("../../secret")],
  ["a version that is no release", () => ask("1.1.0-rc.1")],
  ["more than it says", () => ask("1.1.0", { installer: "C:\\evil.exe" })],
  ["no number of its own", () => ask("1.1.0", { id: "1" })],
  ["too much", () => ask("1.1.0", { version: "1".repeat(5000) })],
  ["no JSON", () => writeFile(requestFile(), "{")],
])("[UP72] a request with %s is not read, and the task goes on looking", async (_, plant) => {
  await offer("1.1.0");
  await writeFile(join(root, "elsewhere"), JSON.stringify({ version: "1.1.0", id: randomUUID(), at: Date.now() }));
  await plant();
  await expect(look("1.0.0")).rejects.toThrow();
  expect([await ran(), await note()]).toEqual([[], { lookedAt: Date.now() }]);
  await rm(requestFile());
  await ask("1.1.0");
  await look("1.0.0");
  expect(await ran()).toEqual(["1.1.0"]);
});

test("[UP72] what is no program, or larger than any installer, is not copied", async () => {
  await ask("1.1.0");
  await writeFile(installerOf("1.1.0"), "root:x:0:0");
  await expect(look("1.0.0")).rejects.toThrow("no program for Windows");
  expect(await readdir(join(answers, "installers"))).toEqual([]);
  await ask("1.1.0");
  await truncate(installerOf("1.1.0"), 513 * 1024 ** 2);
  await expect(look("1.0.0")).rejects.toThrow("larger than 0.5 GiB");
  expect(await readdir(join(answers, "installers"))).toEqual([]);
});

test("[UP72] nothing is written or deleted where everybody may write", async () => {
  await offer("1.1.0");
  await ask("1.1.0");
  const before = await readdir(root, { recursive: true });
  await look("1.0.0");
  const after = (await readdir(root, { recursive: true })).filter((name) => !name.startsWith("program files"));
  expect(after.toSorted()).toEqual([...before, "ran"].toSorted());
});

test("[UP70] the installed program knows the command, shows no wall for it, and says where it belongs", async () => {
  const main = join(repository, "out/electron/main.js");
  await using kiosk = startKiosk({ main, folder: root, args: ["install-update"], env: {} });
  expect((await kiosk.ended).code).toBe(1);
  const words = "nocturne install-update is for the scheduled task on Windows";
  expect(kiosk.log).toEqual([{ msg: words }]);
});
