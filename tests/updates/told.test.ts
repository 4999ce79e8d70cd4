import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { root } from "../../build/root.ts";
import { updates } from "../../server/doctor/checks/updates.ts";
import { observeUpdates } from "../../server/http/update-metrics.ts";
import { makeMachine } from "../resources/site.ts";

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
    seen: "1.1.0 was taken back at 2026-11-25 03:10 UTC: its picture was not proven in time",
  });
  const registry = new Registry();
  observeUpdates(dirname(file), registry);
  const line = 'nocturne_update_last_timestamp_seconds{ended="rolled-back",from="1.0.0",to="1.1.0"} 1795576200';
  expect(await registry.metrics()).toContain(`${line}\n`);
  await write({ state: "settled", last: { ...last, ended: "kept" } });
  expect(await machine.look(updates)).toMatchObject({
    verdict: "pass",
    seen: "from 1.0.0 to 1.1.0 at 2026-11-25 03:10 UTC",
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

const feed = "updates: { feed: 'https://updates.example/wall' }\npages: [ { panels: [ { type: text, text: x } ] } ]\n";

async function makeWindows() {
  const machine = await makeMachine({ platform: "win32" });
  const programs = join(machine.folder, "Program Files");
  machine.site.env["ProgramFiles"] = programs;
  machine.site.installation = join(programs, "Nocturne", "resources");
  await machine.configure(feed);
  // As one sees it who is no administrator.
  await machine.program("schtasks", "echo 'ERROR: The system cannot find the file specified.' >&2; exit 1");
  return {
    ...machine,
    note: (note: unknown) => machine.file("Program Files/Nocturne Update/update.json", JSON.stringify(note)),
    /** What schtasks prints of it: this was never run on Windows. */
    async register(xml: string) {
      await machine.program("schtasks", `[ "$3" = "Nocturne update" ] && cat "${await machine.file("task", xml)}"`);
    },
  };
}

const taskXml = () => readFile(join(root, "build/windows/update-task.xml"), "utf8");

test("[UP76] on Windows the wall's account learns from its note whether the task that installs is at work", async () => {
  await using machine = await makeWindows();
  expect(await machine.look(updates)).toMatchObject({ verdict: "warn", seen: expect.stringContaining("never looked") });
  await machine.note({ lookedAt: Date.now() - 300_000 });
  expect(await machine.look(updates)).toMatchObject({ verdict: "pass" });
  await machine.note({ lookedAt: Date.parse("2026-11-25T03:10:00Z") });
  expect(await machine.look(updates)).toMatchObject({
    verdict: "warn",
    seen: "the task that installs them has not looked since 2026-11-25 03:10 UTC",
    remedy: expect.stringContaining("as an administrator"),
  });
  await machine.note({ lookedAt: "soon" });
  expect(await machine.look(updates)).toMatchObject({ verdict: "warn" });
  await machine.configure("pages: [ { panels: [ { type: text, text: x } ] } ]\n");
  expect(await machine.look(updates)).toMatchObject({ verdict: "skip" });
});

test("[UP76] on Windows what became of the wall's last update is told too", async () => {
  await using machine = await makeWindows();
  await machine.note({ lookedAt: Date.now() });
  const last = { from: "1.0.0", to: "1.1.0", at: Date.parse("2026-11-25T03:10:00Z"), ended: "not-installed" };
  const mark = { state: "settled", last: { ...last, why: "its signature is not valid (HashMismatch)" } };
  await machine.file("home/.config/nocturne/update.json", JSON.stringify(mark));
  expect(await machine.look(updates)).toMatchObject({
    verdict: "warn",
    seen: "1.1.0 was not installed at 2026-11-25 03:10 UTC: its signature is not valid (HashMismatch)",
    remedy: "see the log; tell who releases it",
  });
});

test("[UP76] an administrator sees that the task is the one that was installed, also in UTF-16", async () => {
  await using machine = await makeWindows();
  await machine.note({ lookedAt: Date.now() });
  const xml = await taskXml();
  for (const printed of [xml, Buffer.from(xml, "utf16le").toString("latin1")]) {
    await machine.register(printed);
    expect(await machine.look(updates)).toMatchObject({ verdict: "pass", seen: expect.stringContaining("as SYSTEM") });
  }
});

test.each([
  [/S-1-5-18/, "S-1-5-21-1-2-3-1001", "does not run as SYSTEM, and may not install"],
  [/<TimeTrigger>[\s\S]*<\/TimeTrigger>/, "", "does not begin by itself"],
  [/<Repetition>[\s\S]*<\/Repetition>/, "", "does not begin by itself"],
  [/<ExecutionTimeLimit>/, "<Enabled>false</Enabled><ExecutionTimeLimit>", "is disabled"],
  [/%ProgramFiles%/, "C:\\Users\\Public", "runs C:\\Users\\Public\\Nocturne\\Nocturne.exe install-update, and not"],
  [/install-update</, "serve<", "Program Files\\Nocturne\\Nocturne.exe serve, and not"],
])("[UP76] with %s → %j the task fails", async (pattern, instead, words) => {
  await using machine = await makeWindows();
  await machine.note({ lookedAt: Date.now() });
  const spoilt = (await taskXml()).replace(pattern, () => instead);
  await machine.register(spoilt);
  expect(await machine.look(updates)).toMatchObject({ verdict: "fail", seen: expect.stringContaining(words) });
});
