import { mkdir, symlink, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { audio } from "../../server/doctor/checks/audio.ts";
import { autostart } from "../../server/doctor/checks/autostart.ts";
import { blanking } from "../../server/doctor/checks/blanking.ts";
import { crashes } from "../../server/doctor/checks/crashes.ts";
import { credential } from "../../server/doctor/checks/credential.ts";
import { disk, judgeRoom } from "../../server/doctor/checks/disk.ts";
import { network } from "../../server/doctor/checks/network.ts";
import { sleep } from "../../server/doctor/checks/sleep.ts";
import { supervisor } from "../../server/doctor/checks/supervisor.ts";
import { time } from "../../server/doctor/checks/time.ts";
import { makeMachine, type TestMachine } from "../resources/site.ts";

const unitFile = "usr/lib/systemd/system/nocturne@.service";
const wall = "pages: [ { panels: [ { type: text, text: x } ] } ]\n";
const goodUnit = "[Service]\nRestart=always\nWatchdogSec=90\n";

async function enable({ folder }: TestMachine): Promise<void> {
  const wants = join(folder, "etc/systemd/system/graphical.target.wants");
  await mkdir(wants, { recursive: true });
  await symlink(`/${unitFile}`, join(wants, "nocturne@tty1.service"));
}

const bootSystemd = ({ folder }: TestMachine) => mkdir(join(folder, "run/systemd/system"), { recursive: true });

describe("how the wall is started and watched", () => {
  it("[DR5] a unit must be enabled; a desktop session's autostart must be on; a checkout needs neither", async () => {
    await using machine = await makeMachine();
    expect(await machine.look(autostart)).toMatchObject({ verdict: "skip" });
    machine.site.installation = machine.folder;
    const enableIt = "systemctl enable nocturne@tty1";
    expect(await machine.look(autostart)).toMatchObject({ verdict: "fail", remedy: enableIt });
    await machine.file(unitFile, goodUnit);
    expect(await machine.look(autostart)).toMatchObject({
      verdict: "fail",
      remedy: enableIt,
      seen: expect.stringContaining("not enabled"),
    });
    await machine.file("etc/xdg/autostart/nocturne.desktop", "[Desktop Entry]\nExec=nocturne\n");
    expect(await machine.look(autostart)).toMatchObject({
      verdict: "pass",
      seen: expect.stringContaining("desktop session"),
    });
    await machine.file("home/.config/autostart/nocturne.desktop", "[Desktop Entry]\nHidden=true\n");
    expect(await machine.look(autostart)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("switched off"),
    });
    await enable(machine);
    expect(await machine.look(autostart)).toEqual({
      name: "autostart",
      verdict: "pass",
      seen: "nocturne@tty1.service is enabled",
    });
  });

  it("[DR6] the unit must start the wall again always, and should have a watchdog", async () => {
    await using machine = await makeMachine();
    await enable(machine);
    await machine.file(unitFile, goodUnit);
    expect(await machine.look(supervisor)).toMatchObject({
      verdict: "pass",
      seen: expect.stringContaining("after 90 s without a proven picture"),
    });
    await machine.file(unitFile, "[Service]\nRestart=always\nWatchdogSec=0\n");
    expect(await machine.look(supervisor)).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("a frozen picture stays"),
    });
    await machine.file(unitFile, "[Service]\nRestart=always\nRestart=on-failure\n");
    expect(await machine.look(supervisor)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("Restart=on-failure"),
    });
  });

  it.each([
    ["active\nNRestarts=2", "pass", "running, started again 2 times so far"],
    ["failed\nNRestarts=9", "fail", "nocturne@tty1.service has failed"],
    ["inactive\nNRestarts=0", "warn", "nocturne@tty1.service is not running"],
  ])("[DR6] where systemd runs it is asked: ActiveState=%s", async (state, verdict, seen) => {
    await using machine = await makeMachine();
    await Promise.all([enable(machine), bootSystemd(machine), machine.file(unitFile, goodUnit)]);
    await machine.program("systemctl", `printf 'ActiveState=${state.replace("\n", "\\n")}\\n'`);
    expect(await machine.look(supervisor)).toMatchObject({ verdict, seen: expect.stringContaining(seen) });
  });

  it("[DR6] a desktop session does not start the wall again", async () => {
    await using machine = await makeMachine();
    await machine.file("etc/xdg/autostart/nocturne.desktop", "[Desktop Entry]\n");
    expect(await machine.look(supervisor)).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("does not start it again"),
    });
  });
});

describe("sleep and blanking", () => {
  it("[DR7] sleep must be masked, and logind do nothing when idle; of its files the last line counts", async () => {
    await using machine = await makeMachine();
    expect(await machine.look(sleep)).toMatchObject({ verdict: "skip" });
    await bootSystemd(machine);
    await machine.program("systemctl", "printf 'masked\\nmasked\\nmasked\\nmasked\\n'; exit 1");
    expect(await machine.look(sleep)).toMatchObject({ verdict: "pass" });
    await machine.program("systemctl", "printf 'masked\\nstatic\\nstatic\\nmasked\\n'; exit 1");
    expect(await machine.look(sleep)).toMatchObject({
      verdict: "warn",
      remedy: "systemctl mask suspend.target hibernate.target",
    });
    await machine.file("etc/systemd/logind.conf", "#IdleAction=poweroff\nIdleAction=ignore\n");
    await machine.file("usr/lib/systemd/logind.conf.d/90-desktop.conf", "[Login]\nIdleAction=suspend\n");
    expect(await machine.look(sleep)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("logind will suspend"),
    });
    await machine.file("etc/systemd/logind.conf.d/95-wall.conf", "[Login]\nIdleAction=ignore\n");
    expect(await machine.look(sleep)).toMatchObject({ verdict: "warn" });
  });

  it("[DR7] the console must stay lit, and the X server leave the screen on", async () => {
    await using machine = await makeMachine();
    expect(await machine.look(blanking)).toMatchObject({ verdict: "skip" });
    await machine.file("sys/module/kernel/parameters/consoleblank", "600\n");
    expect(await machine.look(blanking)).toMatchObject({ verdict: "warn", seen: "the console goes dark after 600 s" });
    await machine.file("sys/module/kernel/parameters/consoleblank", "0\n");
    machine.site.env["DISPLAY"] = ":0";
    expect(await machine.look(blanking)).toMatchObject({
      verdict: "pass",
      seen: expect.stringContaining("xset is not installed"),
    });
    await machine.program(
      "xset",
      "printf 'Screen Saver:\\n  timeout:  600    cycle:  600\\nDPMS:\\n  DPMS is Enabled\\n'",
    );
    expect(await machine.look(blanking)).toMatchObject({
      verdict: "fail",
      seen: "DPMS switches the display off, and the X screen saver comes after 600 s",
      remedy: expect.stringContaining("xset s off -dpms"),
    });
    await machine.program(
      "xset",
      "printf 'Screen Saver:\\n  timeout:  0    cycle:  600\\nDPMS:\\n  DPMS is Disabled\\n'",
    );
    expect(await machine.look(blanking)).toMatchObject({ verdict: "pass" });
  });
});

const routes = (destination: string) => `Iface Destination Gateway\neth0\t${destination}\t0101A8C0\t0003\t0\t0\t100\n`;

describe("sound, network and time", () => {
  const cards = " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0xf7\n";

  it("[DR8] a sound card must be there and not be muted, unless sound is off", async () => {
    await using machine = await makeMachine();
    await machine.configure(wall);
    await machine.file("proc/asound/cards", "--- no soundcards ---\n");
    expect(await machine.look(audio)).toMatchObject({ verdict: "fail", seen: "no sound card: alarms are silent" });
    await machine.file("proc/asound/cards", cards);
    expect(await machine.look(audio)).toMatchObject({
      verdict: "pass",
      seen: expect.stringContaining("amixer is not installed"),
    });
    await machine.program("amixer", "echo '  Mono: Playback 0 [0%] [-64.00dB] [off]'");
    expect(await machine.look(audio)).toMatchObject({ verdict: "fail", seen: "HDA Intel PCH: muted" });
    await machine.program("amixer", "echo '  Front Left: Playback 70 [80%] [-9.00dB] [on]'");
    expect(await machine.look(audio)).toEqual({ name: "audio", verdict: "pass", seen: "HDA Intel PCH at 80 %" });
    await machine.configure(`sound: { enabled: false }\n${wall}`);
    expect(await machine.look(audio)).toMatchObject({ verdict: "skip" });
  });

  it("[DR9] there must be a way out where something is beyond this machine", async () => {
    await using machine = await makeMachine();
    await machine.configure(wall);
    await machine.file("proc/net/route", routes("0001A8C0"));
    expect(await machine.look(network)).toMatchObject({ verdict: "warn" });
    await machine.configure(`sources: { metrics: { type: prometheus, url: "http://192.0.2.7:9090" } }\n${wall}`);
    expect(await machine.look(network)).toMatchObject({
      verdict: "fail",
      seen: "no default route: this machine has no way out",
    });
    await machine.file(
      "proc/net/ipv6_route",
      `${"0".repeat(32)} 00 ${"0".repeat(32)} 00 fe80${"0".repeat(27)}1 00000400 00000001 00000000 00000003 eth0\n`,
    );
    expect(await machine.look(network)).toMatchObject({
      verdict: "pass",
      seen: expect.stringContaining("an IPv6 router"),
    });
    await machine.file("proc/net/route", routes("00000000"));
    expect(await machine.look(network)).toMatchObject({
      verdict: "pass",
      seen: "everything goes by way of 192.168.1.1",
    });
  });

  it.each([
    ["NTP=yes\\nNTPSynchronized=yes", "pass", "kept by a time server"],
    ["NTP=yes\\nNTPSynchronized=no", "fail", "none was heard"],
    ["NTP=no\\nNTPSynchronized=no", "fail", "nothing keeps the clock right"],
  ])("[DR13] the clock must be kept: %s", async (shown, verdict, seen) => {
    await using machine = await makeMachine();
    expect(await machine.look(time)).toMatchObject({ verdict: "skip" });
    await machine.program("timedatectl", `printf '${shown}\\n'`);
    expect(await machine.look(time)).toMatchObject({ verdict, seen: expect.stringContaining(seen) });
  });
});

describe("what is kept", () => {
  it.each<[number, number | undefined, string]>([
    [50e9, 1e6, "pass"],
    [50e9, undefined, "pass"],
    [500e6, 1e6, "warn"],
    [50e6, 1e6, "fail"],
    [50e9, 12, "fail"],
  ])("[DR15] %d bytes and %s inodes free: %s", (freeBytes, freeFiles, verdict) => {
    expect(judgeRoom("/var", { freeBytes, freeFiles })).toMatchObject({ verdict });
  });

  it("[DR15] the folder's real disk is asked, also before the folder is made", async () => {
    await using machine = await makeMachine({ log: "/proc/1/nocturne/log" });
    expect((await machine.look(disk)).seen).toMatch(/\/state: \d+ (GiB|MiB) free|may not write/);
  });

  it("[DR4] [SD4] a credential by systemd is well unless it could not be unsealed, one in a plain file is told, and none is for the kiosk to say", async () => {
    await using machine = await makeMachine();
    expect(await machine.look(credential)).toMatchObject({ verdict: "skip" });
    await machine.file("home/.config/nocturne/wall-credential.bin");
    expect(await machine.look(credential)).toMatchObject({
      verdict: "skip",
      seen: expect.stringContaining("sealed in"),
    });
    await machine.file("home/.config/nocturne/wall-credential.txt", "correct horse battery");
    const plain = await machine.look(credential);
    expect(plain).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("plain file"),
      remedy: expect.stringContaining("systemd-creds encrypt"),
    });
    expect(JSON.stringify(plain)).not.toContain("correct horse");
    await machine.file("etc/credstore.encrypted/nocturne-wall", "sealed");
    expect(await machine.look(credential)).toMatchObject({
      verdict: "pass",
      seen: expect.stringContaining("given by systemd"),
    });
    // As after a boot with the disk of another PC.
    const store = dirname(await machine.file("run/credstore/other", ""));
    await utimes(store, Date.now() / 1000 + 60, Date.now() / 1000 + 60);
    expect(await machine.look(credential)).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("could not be unsealed"),
      remedy: expect.stringContaining("journalctl -u nocturne-credential"),
    });
    await machine.file("run/credstore/nocturne-wall", "correct horse battery");
    expect(await machine.look(credential)).toMatchObject({ verdict: "pass" });
  });

  it("[DR19] crash reports are counted, wherever Crashpad sorted them to", async () => {
    await using machine = await makeMachine();
    expect(await machine.look(crashes)).toMatchObject({ verdict: "pass", seen: "none" });
    await machine.file("state/crashes/pending/a.dmp", "MDMP");
    await machine.file("state/crashes/completed/b.dmp", "MDMP");
    await machine.file("state/crashes/settings.dat");
    expect(await machine.look(crashes)).toMatchObject({
      verdict: "warn",
      seen: expect.stringMatching(/^2 crash reports, the newest of \d{4}-/),
    });
  });
});
