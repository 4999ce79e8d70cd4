import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../build/root.ts";
import { updates } from "../../server/doctor/checks/updates.ts";
import { makeMachine } from "../resources/site.ts";

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
    seen: "1.1.0 was not installed, and 1.0.0 stays: its signature is not valid (HashMismatch) (2026-11-25 03:10 UTC)",
    remedy: "it is tried again in the next night; see the log",
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
