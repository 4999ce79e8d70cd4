import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAlarmFile } from "../../server/alarms/alarm-file.ts";
import type { HandledAlarm } from "../../server/alarms/handled-alarms.ts";
import { Lifetime } from "../../server/lifetime.ts";
import type { Alarm } from "../../server/protocol/messages.ts";
import { type LiveSocket, startWall } from "../resources/running-wall.ts";

let folder: string;
let file: string;
let lifetime: Lifetime;
const log: Record<string, unknown>[] = [];
const logger = pino({ base: null }, { write: (line: string) => void log.push(JSON.parse(line)) });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "nocturne-alarms-"));
  file = path.join(folder, "alarms.json");
  lifetime = new Lifetime();
  log.length = 0;
});
afterEach(async () => {
  await lifetime.end();
  await rm(folder, { recursive: true });
});

function open(inFolder = folder) {
  return openAlarmFile(path.join(inFolder, "accounts.json"), { log: logger, lifetime });
}

const handled = (id: string): HandledAlarm => ({
  id,
  severity: "critical",
  acknowledgement: { by: "ada", at: 1, until: 2, note: "cable" },
});

describe("the alarm file", () => {
  it("[AR8] is written within two seconds, only for its owner, and read by the next start", async () => {
    const before = await open();
    expect(before.found).toEqual([]);
    let now: HandledAlarm[] = [];
    before.keep(() => now);
    now = [handled("edge/mail")];
    await sleep(1900);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await open()).found).toEqual([handled("edge/mail")]);
  });

  it("[AR8] is written at the end of the server too, and not at all where nothing was done", async () => {
    const one = await open();
    one.keep(() => []);
    await lifetime.end();
    await expect(stat(file)).rejects.toThrow("ENOENT");
    lifetime = new Lifetime();
    const other = await open();
    other.keep(() => [handled("edge/mail")]);
    await lifetime.end();
    expect((await open()).found).toEqual([handled("edge/mail")]);
  });

  it.each([
    ["not JSON", "{oops", /JSON/],
    ["of a version to come", '{"version":2,"alarms":[]}', /version/],
    ["of something else", '{"version":1,"alarms":[{"id":5}]}', /alarms\[0\]\.id/],
    ["endless", "x".repeat(9 * 1024 * 1024), /bytes/],
  ])("[AR8] one that is %s is told, set aside and stops nothing", async (_, text, reason) => {
    await writeFile(file, text);
    expect((await open()).found).toEqual([]);
    expect(log).toEqual([expect.objectContaining({ level: 50, reason: expect.stringMatching(reason) })]);
    expect(await readFile(`${file}.broken`, "utf8")).toBe(text);
    await expect(stat(file)).rejects.toThrow("ENOENT");
  });

  it("[AR8] a disk that takes nothing is told once, and what was done is written when it does again", async () => {
    // The folder's name is taken by a file: nothing can be written below it, root or not.
    const blocked = path.join(folder, "blocked");
    const alarms = await open(blocked);
    await writeFile(blocked, "");
    const done = [handled("edge/mail")];
    alarms.keep(() => done);
    await sleep(1900);
    done.push(handled("edge/dns"));
    await sleep(1500);
    expect(log).toEqual([expect.objectContaining({ level: 50, reason: expect.stringMatching(/EEXIST|ENOTDIR/) })]);
    await rm(blocked);
    await mkdir(blocked);
    await lifetime.end();
    expect(log).toHaveLength(2);
    const read: unknown = JSON.parse(await readFile(path.join(blocked, "alarms.json"), "utf8"));
    expect(read).toMatchObject({ version: 1, alarms: [{ id: "edge/mail" }, { id: "edge/dns" }] });
  });

  it("[AR8] holds the newest two thousand at most", async () => {
    const alarms = await open();
    alarms.keep(() => Array.from({ length: 5000 }, (_, index) => handled(`edge/${index}`)));
    await lifetime.end();
    const { found } = await open();
    expect([found.length, found[0]?.id, found.at(-1)?.id]).toEqual([2000, "edge/3000", "edge/4999"]);
  });
});

/** Told in the welcome, or after it. */
async function firstAlarm(socket: LiveSocket): Promise<Alarm> {
  const { alarms } = await socket.next("welcome");
  return alarms[0] ?? (await socket.next("alarm")).alarm;
}

it("[AR8] an acknowledgement survives a restart of the whole server, with who, note and end", async () => {
  // Nothing listens on port 9 of the loopback here: the target is down from the first check.
  const config = `
sources: { edge: { type: checks, every: 1s, timeout: 500ms, targets: [ { name: mail, tcp: "127.0.0.1:9" } ] } }
pages: [ { panels: [ { type: status, source: edge, at: [0, 0, 6, 4] } ] } ]`;
  await using first = await startWall({ config });
  using operator = first.open(await first.signIn("ada"));
  await firstAlarm(operator);
  operator.send({ type: "acknowledge", alarm: "edge/mail", minutes: 60, note: "cable" });
  const { alarm } = await operator.next("alarm", ({ alarm }) => alarm.workflow === "acknowledged");
  await first.server.stop();
  await using second = await startWall({ config, folder: first.folder });
  using screen = second.open(await second.signIn());
  expect(await firstAlarm(screen)).toMatchObject({ workflow: "acknowledged", acknowledgement: alarm.acknowledgement });
});
