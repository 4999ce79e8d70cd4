import { dirname } from "node:path";
import { Registry } from "prom-client";
import { expect, test, vi } from "vitest";
import { toUpdates, updates as updatesSchema } from "../../server/config/updates.ts";
import { updates } from "../../server/doctor/checks/updates.ts";
import { observeUpdates } from "../../server/http/update-metrics.ts";
import { diagnostics, type UpdateReport } from "../../server/protocol/diagnostics.ts";
import { tellRoom } from "../../server/updates/tell-wall.ts";
import { updateMark } from "../../server/updates/update-mark.ts";
import { tellWay } from "../../server/updates/update-way.ts";
import { version } from "../../server/version.ts";
import { type RunningWall, startWall } from "../resources/running-wall.ts";
import { makeMachine, packagedMachine } from "../resources/site.ts";

const name = "var/lib/nocturne-update/update.json";

test("[UP40] an update that was taken back is warned of by the doctor, and is in the metrics with its time", async () => {
  await using machine = await makeMachine();
  expect(await machine.look(updates)).toMatchObject({ verdict: "skip", seen: "none was made so far" });
  const last = {
    from: "1.0.0",
    to: "1.1.0",
    at: Date.parse("2026-11-25T03:10:00Z"),
    why: "its picture was not proven in time",
  };
  const write = (mark: unknown) => machine.file(name, JSON.stringify(mark));
  const file = await write({ state: "settled", last: { ...last, ended: "rolled-back" } });
  expect(await machine.look(updates)).toMatchObject({
    verdict: "warn",
    seen: "1.1.0 was taken back, and 1.0.0 is there again: its picture was not proven in time (2026-11-25 03:10 UTC)",
  });
  const registry = new Registry();
  observeUpdates(dirname(file), registry);
  const line = 'nocturne_update_last_timestamp_seconds{ended="rolled-back",from="1.0.0",to="1.1.0"} 1795576200';
  expect(await registry.metrics()).toContain(`${line}\n`);
  await write({ state: "settled", last: { ...last, ended: "kept" } });
  expect(await machine.look(updates)).toMatchObject({
    verdict: "pass",
    seen: "updated from 1.0.0 to 1.1.0: its picture was not proven in time (2026-11-25 03:10 UTC)",
  });
  await write({ state: "proving", from: "1.0.0", to: "1.1.0", at: 1, launches: 1 });
  expect(await machine.look(updates)).toMatchObject({ verdict: "warn", seen: expect.stringContaining("not settled") });
  for (const bad of ["", "{}", '{"state":"settled","last":{}}']) {
    await machine.file(name, bad);
    expect(await machine.look(updates)).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("cannot be read"),
    });
    expect(await registry.metrics()).not.toContain("ended=");
  }
});

const clock = "pages: [ { panels: [ { type: clock } ] } ]\n";
const at = Date.parse("2026-11-25T03:10:00Z");
const step = { from: version, to: "1.1.0", at };
const failed = "its picture was not proven within a minute";

/** A wall on a machine with the package, whose clock stands at an hour after that update. */
async function openMachine(config = "updates: { window: { at: '03:00', for: 2h, time_zone: Europe/Berlin } }") {
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], now: at + 3_600_000 });
  const machine = await packagedMachine();
  const start = () =>
    startWall({ config: clock + config, machine: { updates: { platform: "linux", root: machine.folder } } });
  return {
    machine,
    start,
    write: (mark: unknown) => machine.file(name, JSON.stringify(mark)),
    async [Symbol.asyncDispose]() {
      vi.useRealTimers();
      await machine[Symbol.asyncDispose]();
    },
  };
}

async function askUpdates(wall: RunningWall): Promise<UpdateReport> {
  const cookie = await wall.signIn("ada");
  return diagnostics.parse(await (await wall.get("/api/diagnostics", cookie)).json()).updates;
}

test.each([
  ["kept", { words: `updated from ${version} to 1.1.0: ${failed}` }],
  [
    "rolled-back",
    {
      words: `1.1.0 was taken back, and ${version} is there again: ${failed}`,
      remedy: expect.stringMatching("not tried again"),
    },
  ],
  [
    "not-installed",
    { words: `1.1.0 was not installed, and ${version} stays: ${failed}`, remedy: expect.stringMatching("next night") },
  ],
  [
    "not-rolled-back",
    {
      words: `1.1.0 stays, since ${version} could not be installed again: ${failed}`,
      remedy: expect.stringMatching("by hand"),
    },
  ],
])(
  "[UP60] an operator, and a support bundle, are told of an update that ended %s, when and why",
  async (ended, last) => {
    await using told = await openMachine();
    await told.write({ state: "settled", last: { ...step, ended, why: failed } });
    await using wall = await told.start();
    const report = {
      zone: "Europe/Berlin",
      way: { words: "by apt, from https://apt.example/wall" },
      last: { ...last, at },
      // 05:10 in Berlin.
      hours: { from: Date.parse("2026-11-26T02:00:00Z"), to: Date.parse("2026-11-26T04:00:00Z") },
    };
    expect(await askUpdates(wall)).toEqual(report);
    const bundle = await (await wall.get("/api/support-bundle", await wall.signIn("ada"))).json();
    expect(bundle).toMatchObject({ diagnostics: { updates: report } });
    expect(bundle).toMatchObject({
      metrics: expect.stringContaining(`nocturne_update_last_timestamp_seconds{ended="${ended}"`),
    });
  },
);

test("[UP60] what is under way is told as such, nothing where there was none, and a mark that cannot be read in words", async () => {
  await using told = await openMachine();
  await using wall = await told.start();
  expect(await askUpdates(wall)).not.toHaveProperty("last");
  await told.write({ state: "proving", ...step, launches: 1 });
  expect(await askUpdates(wall)).toMatchObject({ last: { words: `1.1.0 is to prove itself, after ${version}`, at } });
  await told.machine.file(name, "{");
  expect(await askUpdates(wall)).toMatchObject({
    last: { words: expect.stringContaining("cannot be read"), remedy: expect.stringMatching(/./) },
  });
});

test("[UP60] inside the hours it is told why nothing is installed: a critical, or a picture that is not proven", async () => {
  const sources =
    "sources: { edge: { type: checks, every: 1s, timeout: 500ms, targets: [ { name: mail, tcp: '127.0.0.1:1' } ] } }";
  await using opened = await openMachine(`updates: { window: { at: "00:00", for: 24h, time_zone: UTC } }\n${sources}`);
  await using wall = await opened.start();
  const midnight = Date.parse("2026-11-25T00:00:00Z");
  const hours = { from: midnight, to: midnight + 24 * 3_600_000 };
  const told = async (wanted: object) =>
    vi.waitFor(async () => expect((await askUpdates(wall)).hours).toEqual(wanted), 8000);
  await told({ ...hours, waits: "something critical waits to be taken in hand" });
  using operator = wall.open(await wall.signIn("ada"));
  await operator.next("welcome");
  operator.send({ type: "acknowledge", alarm: "edge/mail", minutes: 60, note: "" });
  await told(hours);

  const screen = { screen: 1, provenAgeMs: 60_000, live: true };
  const pictures = { screens: () => [screen], provenAgeMs: () => screen.provenAgeMs, steps: () => new Map() };
  const updates = { platform: "linux", root: opened.machine.folder } as const;
  await using kiosk = await startWall({
    config: `${clock}updates: { window: { at: "00:00", for: 24h } }`,
    machine: { updates, pictures },
  });
  expect((await askUpdates(kiosk)).hours).toMatchObject({ waits: "the wall's present picture is not proven" });
  screen.provenAgeMs = 1000;
  expect((await askUpdates(kiosk)).hours).not.toHaveProperty("waits");
  screen.live = false;
  expect((await askUpdates(kiosk)).hours).toMatchObject({ waits: "the wall's present picture is not proven" });
});

test("[UP61] where newer versions do not come by themselves, it is told what would be right, one thing after the other", async () => {
  await using machine = await makeMachine();
  const config = toUpdates(updatesSchema.parse({}));
  const linux = { platform: "linux", root: machine.folder, folder: undefined } as const;
  const remedies: (string | undefined)[] = [];
  const look = async () => remedies.push((await tellWay(linux, config)).remedy);
  await look();
  await machine.file("lib/systemd/system/nocturne-update.timer");
  remedies.push((await tellWay(linux, undefined)).remedy);
  await look();
  await machine.file("etc/apt/sources.list.d/nocturne.list", "# deb https://old.example x\n");
  await look();
  await machine.file("etc/systemd/system/timers.target.wants/nocturne-update.timer");
  await look();
  expect(remedies).toEqual([
    expect.stringContaining("INSTALL.md"),
    'updates: { window: { at: "03:00", for: 2h } }',
    expect.stringContaining("INSTALL.md, step 2"),
    "sudo systemctl enable --now nocturne-update.timer",
    undefined,
  ]);
  const told = await tellWay(linux, config);
  expect(told.words).toBe("by apt, from /etc/apt/sources.list.d/nocturne.list");
  const windows = { platform: "win32", root: "/", folder: machine.folder } as const;
  const feed = "https://updates.example/wall/";
  const named = toUpdates(updatesSchema.parse({ feed }));
  expect(await tellWay(windows, named)).toEqual({ words: `from the feed ${feed}` });
  expect(await tellWay(windows, config)).toMatchObject({ remedy: expect.stringContaining("feed:") });
  expect(await tellWay({ ...windows, folder: undefined }, named)).toMatchObject({
    words: "not by themselves: only the installed kiosk updates itself",
  });
  expect(await tellWay({ ...windows, platform: "darwin" }, config)).toMatchObject({
    remedy: expect.stringContaining("by hand"),
  });
});

test("[UP65] on Windows the same is told from the folder in which the kiosk keeps its own", async () => {
  await using machine = await makeMachine();
  const file = await machine.file(
    "update.json",
    JSON.stringify({ state: "settled", last: { ...step, ended: "kept", why: failed } }),
  );
  const updates = { platform: "win32", folder: dirname(file) } as const;
  const config = `${clock}updates: { feed: "https://updates.example/wall" }`;
  await using wall = await startWall({ config, machine: { updates } });
  expect(await askUpdates(wall)).toMatchObject({
    way: { words: "from the feed https://updates.example/wall/" },
    last: { words: `updated from ${version} to 1.1.0: ${failed}`, at },
    hours: { from: expect.any(Number), to: expect.any(Number) },
  });
  expect(await (await wall.get("/metrics")).text()).toContain('nocturne_update_last_timestamp_seconds{ended="kept"');
});

test("[UP62] walls are told of one that was taken back within half a minute, for a day, or until a later one is kept", async () => {
  await using told = await openMachine();
  await using wall = await told.start();
  using socket = wall.open(await wall.signIn());
  const { wall: first } = await socket.next("welcome");
  expect(first.update).toBeUndefined();
  const words = [`Update to 1.1.0 was taken back: ${failed}`, "Update to 1.1.0 was taken back"];
  const next = async (change: () => unknown) => {
    const seen = socket.received.length;
    await change();
    await vi.advanceTimersByTimeAsync(30_000);
    await vi.waitFor(() =>
      expect(socket.received.slice(seen)).toContainEqual(expect.objectContaining({ type: "wall" })),
    );
    return socket.received.findLast((message) => message.type === "wall")?.wall.update;
  };
  const back = { state: "settled", last: { ...step, ended: "rolled-back", why: failed } };
  expect(await next(() => told.write(back))).toEqual(words);
  // Who comes now is told at once, and a changed configuration leaves it there.
  using late = wall.open(await wall.signIn());
  expect((await late.next("welcome")).wall.update).toEqual(words);
  expect(await next(() => told.write({ ...back, last: { ...back.last, ended: "kept" } }))).toBeUndefined();
  expect(await next(() => told.write(back))).toEqual(words);
  expect(await next(() => vi.setSystemTime(at + 24 * 3_600_000))).toBeUndefined();
});

test("[UP62] the room is told of what was taken back alone, while the version runs that was left, and of no place on the machine", () => {
  const last = { from: "1.0.0~rc.1", to: "1.1.0", at, ended: "rolled-back", why: failed } as const;
  const tell = (change: object, running = "1.0.0-rc.1", now = at) =>
    tellRoom(updateMark.parse({ state: "settled", last: { ...last, ...change } }), { version: running, now });
  const head = "Update to 1.1.0 was taken back";
  expect(tell({})).toEqual([`${head}: ${failed}`, head]);
  expect(
    tell({ why: "the wall does not answer on 127.0.0.1:7400 (ECONNREFUSED); see journalctl -u 'nocturne@*'" }),
  ).toEqual([`${head}: the wall does not answer on 127.0.0.1:7400`, head]);
  expect(
    tell({ why: "no wall says beside /var/lib/nocturne/accounts.json where it listens; see whether it runs" }),
  ).toEqual([head]);
  expect(tell({ ended: "not-rolled-back" })).toBeUndefined();
  expect(tell({ ended: "not-rolled-back" }, "1.1.0")).toEqual([
    `Update to 1.1.0 could not be taken back: ${failed}`,
    "Update to 1.1.0 could not be taken back",
  ]);
  for (const ended of ["kept", "not-installed"]) expect(tell({ ended })).toBeUndefined();
  // A technician has installed another one since.
  expect(tell({}, "1.2.0")).toBeUndefined();
  const day = 24 * 3_600_000;
  expect([-day, 1 - day, day - 1, day].map((ms) => tell({}, "1.0.0-rc.1", at + ms) !== undefined)).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(tellRoom({ state: "rolling-back", ...step, why: failed, tries: 1 }, { version, now: at })).toBeUndefined();
});
