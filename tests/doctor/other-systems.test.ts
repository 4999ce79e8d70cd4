import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../build/root.ts";
import { audio } from "../../server/doctor/checks/audio.ts";
import { autostart } from "../../server/doctor/checks/autostart.ts";
import { blanking } from "../../server/doctor/checks/blanking.ts";
import { sleep } from "../../server/doctor/checks/sleep.ts";
import { supervisor } from "../../server/doctor/checks/supervisor.ts";
import { makeMachine, type TestMachine } from "../resources/site.ts";

// What the systems' own commands print; none of it was ever run there.

const windows = () => makeMachine({ platform: "win32", installation: "C:\\Program Files\\Nocturne\\resources" });
const mac = () => makeMachine({ platform: "darwin", installation: "/Applications/Nocturne.app/Contents/Resources" });
const ours = (file: string) => readFile(join(root, "build", file), "utf8");

/** A program that prints a text, whatever it is asked. */
async function prints(machine: TestMachine, [name, text]: [string, string], code = 0): Promise<void> {
  const file = await machine.file(`printed/${name}`, text);
  await machine.program(name, `cat "${file}"; exit ${code}`);
}

const powercfg = (ac: string) => `Energieschema-GUID: 381b4222-f694-41f0-9685-ff5bb260df2e  (Ausbalanciert)
  Untergruppen-GUID: 238c9fa8-0aad-41ed-83f4-97be242c8f20  (Energie sparen)
    GUID der Energieeinstellung: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Standbymodus nach)
      GUID-Alias: STANDBYIDLE
      Minimal mögliche Einstellung: 0x00000000
      Maximal mögliche Einstellung: 0xffffffff
      Mögliche Einstellungsinkremente: 0x00000001
      Mögliche Einstellungseinheiten: Sekunden
    Index der aktuellen Wechselstromeinstellung: ${ac}
    Index der aktuellen Gleichstromeinstellung: 0x00000384
`;

const pmset = (sleepAfter: number, displayAfter: number) => `System-wide power settings:
Currently in use:
 standby              1
 Sleep On Power Button 1
 hibernatefile        /var/vm/sleepimage
 networkoversleep     0
 disksleep            10
 sleep                ${sleepAfter} (sleep prevented by sharingd)
 hibernatemode        3
 displaysleep         ${displayAfter}
`;

describe("on Windows", () => {
  it("[DR24] the scheduled task that comes with the package starts the wall, and starts it again", async () => {
    await using machine = await windows();
    expect(await machine.look(autostart)).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("Shell Launcher"),
    });
    expect(await machine.look(supervisor)).toMatchObject({ verdict: "skip" });
    await prints(machine, ["schtasks", await ours("windows/scheduled-task.xml")]);
    expect(await machine.look(autostart)).toMatchObject({ verdict: "pass" });
    expect(await machine.look(supervisor)).toMatchObject({ verdict: "pass" });
    const utf16 = Buffer.from(await ours("windows/scheduled-task.xml"), "utf16le").toString("latin1");
    await prints(machine, ["schtasks", utf16]);
    expect(await machine.look(supervisor)).toMatchObject({ verdict: "pass" });
  });

  it.each([
    [/<Priority>/, "<Enabled>false</Enabled><Priority>", autostart, "the scheduled task Nocturne is disabled"],
    [/<LogonTrigger>[\s\S]*<\/LogonTrigger>/, "", autostart, "the scheduled task Nocturne waits for no sign-in"],
    [
      /<ExecutionTimeLimit>.*\n/,
      "",
      supervisor,
      "the scheduled task Nocturne is ended after PT72H: the wall goes dark",
    ],
    [
      /<Repetition>[\s\S]*<\/Repetition>|<RestartOnFailure>[\s\S]*<\/RestartOnFailure>/g,
      "",
      supervisor,
      "the scheduled task Nocturne is not started again when it fails: the wall stays dark",
    ],
  ] as const)("[DR24] without %s it fails", async (pattern, instead, check, seen) => {
    await using machine = await windows();
    await prints(machine, ["schtasks", (await ours("windows/scheduled-task.xml")).replace(pattern, instead)]);
    expect(await machine.look(check)).toMatchObject({ verdict: "fail", seen });
  });

  it("[DR25] neither the PC nor its screen may switch itself off, in any language", async () => {
    await using machine = await windows();
    expect(await machine.look(sleep)).toMatchObject({ verdict: "skip" });
    await prints(machine, ["powercfg", powercfg("0x00000000")]);
    expect(await machine.look(sleep)).toMatchObject({ verdict: "pass" });
    expect(await machine.look(blanking)).toMatchObject({ verdict: "pass" });
    await prints(machine, ["powercfg", powercfg("0x00000708")]);
    expect(await machine.look(sleep)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("sleeps after 1800 s without a touch"),
      remedy: expect.stringContaining("powercfg /change standby-timeout-ac 0"),
    });
    expect(await machine.look(blanking)).toMatchObject({ verdict: "fail" });
  });

  it("[DR26] there must be a sound device", async () => {
    await using machine = await windows();
    await machine.configure("pages: [ { panels: [ { type: text, text: x } ] } ]\n");
    await prints(machine, ["powershell", "Realtek High Definition Audio\r\nIntel(R) Display Audio\r\n"]);
    expect(await machine.look(audio)).toMatchObject({
      verdict: "pass",
      seen: expect.stringMatching(/^Realtek High Definition Audio, Intel\(R\) Display Audio;/),
    });
    await prints(machine, ["powershell", "\r\n"]);
    expect(await machine.look(audio)).toMatchObject({ verdict: "fail" });
    await prints(machine, ["powershell", "not recognised"], 1);
    expect(await machine.look(audio)).toMatchObject({ verdict: "skip" });
  });
});

describe("on macOS", () => {
  it("[DR24] the launch agent that comes with the package starts the wall, and starts it again, once it is loaded", async () => {
    await using machine = await mac();
    expect(await machine.look(autostart)).toMatchObject({
      verdict: "fail",
      seen: "nothing starts the wall at power-on",
    });
    await machine.file("home/Library/LaunchAgents/nocturne.plist", await ours("mac/nocturne.plist"));
    await prints(machine, ["launchctl", 'Could not find service "nocturne" in domain for user gui: 501\n'], 113);
    expect(await machine.look(autostart)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("not loaded"),
    });
    await prints(machine, ["launchctl", "gui/501/nocturne = {\n\tactive count = 1\n\tstate = running\n}\n"]);
    expect(await machine.look(autostart)).toMatchObject({ verdict: "pass" });
    expect(await machine.look(supervisor)).toMatchObject({ verdict: "pass" });
    const once = (await ours("mac/nocturne.plist")).replace(/<key>KeepAlive<\/key>\s*<true\/>/, "");
    await machine.file("home/Library/LaunchAgents/nocturne.plist", once);
    expect(await machine.look(autostart)).toMatchObject({ verdict: "pass" });
    expect(await machine.look(supervisor)).toMatchObject({ verdict: "fail" });
  });

  it("[DR25] neither the Mac nor its screen may switch itself off", async () => {
    await using machine = await mac();
    await prints(machine, ["pmset", pmset(0, 0)]);
    expect([await machine.look(sleep), await machine.look(blanking)]).toMatchObject([
      { verdict: "pass" },
      { verdict: "pass" },
    ]);
    await prints(machine, ["pmset", pmset(1, 10)]);
    expect(await machine.look(sleep)).toMatchObject({ verdict: "fail", seen: "sleeps after 1 min without a touch" });
    expect(await machine.look(blanking)).toMatchObject({
      verdict: "fail",
      seen: "the screen goes dark after 10 min without a touch",
    });
  });

  it.each([
    ["output volume:44, input volume:75, alert volume:100, output muted:false", "pass", "at 44 %"],
    [
      "output volume:missing value, input volume:75, alert volume:100, output muted:missing value",
      "pass",
      "the display sets the volume",
    ],
    ["output volume:44, input volume:75, alert volume:100, output muted:true", "fail", "the Mac is muted"],
    ["output volume:0, input volume:75, alert volume:100, output muted:false", "fail", "the Mac is muted"],
    ["execution error", "skip", "macOS did not say how loud it is"],
  ])("[DR26] %s: %s", async (settings, verdict, seen) => {
    await using machine = await mac();
    await machine.configure("pages: [ { panels: [ { type: text, text: x } ] } ]\n");
    await prints(machine, ["osascript", `${settings}\n`]);
    expect(await machine.look(audio)).toMatchObject({ verdict, seen });
  });
});
