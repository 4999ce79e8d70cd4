import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProgram } from "../../build/machine.ts";
import { buildDeb } from "../../build/release/deb.ts";
import { booted, whyNoBoot } from "./booted-overlay.ts";
import { inOverlay, putOldAndNew, type Step } from "./overlay.ts";

const why = findProgram("dpkg-deb") ? whyNoBoot() : "without dpkg-deb";

const wall = "nocturne@tty1.service";
const property = (name: string) => `systemctl show ${wall} --property=${name} --value`;
const states = (...names: string[]) => `for each in ${names.join(" ")}; do ${property("$each")}; done`;
const signal = (name: string) => `kill -${name} $(${property("MainPID")})`;
const facts = "/var/lib/nocturne/facts";
/** Without the bus through which the package's scripts ask. */
const desk = "runuser -u desk -- env XDG_RUNTIME_DIR=/run/user/4242 systemctl --user";
const deskFacts = "/home/desk/facts";

/** Waits ten seconds at most for a command to succeed. */
const soon = (command: string) =>
  `for i in $(seq 100); do if ${command} > /dev/null 2>&1; then break; fi; [ $i != 100 ] || exit 70; sleep 0.1; done`;
/** Does it, and waits for a wall that was started after it. */
const again = (command: string, note = facts) => `rm -f ${note}; ${command}; ${soon(`test -s ${note}`)}`;
const dropIn = (unit: string, lines: string) =>
  `mkdir -p /run/systemd/system/${unit}.d; printf '${lines}\\n' > /run/systemd/system/${unit}.d/test.conf; systemctl daemon-reload`;

const steps = {
  // cage and chvt need a screen: in their place are scripts. All else of the unit is as it is installed.
  set_up: `mkdir -m 777 /etc/open /usr/open /var/lib/open /home/open
printf '#!/bin/sh\\nshift 2\\nexec "$@"\\n' > /usr/bin/cage; printf '#!/bin/sh\\necho "terminal in front: $1" > /run/chvt\\n' > /usr/bin/chvt
chmod 755 /usr/bin/cage /usr/bin/chvt; useradd --create-home --uid 4242 desk`,
  install: `dpkg --force-depends -i OLD.deb > /dev/null && for each in ${wall} nocturne-update.timer; do systemctl is-active $each; systemctl is-enabled $each; done; true`,
  start: `systemctl start getty@tty1.service; ${again(`systemctl enable --now ${wall}`)}; cat ${facts} /run/chvt; systemctl is-active getty@tty1.service ${wall}`,
  folders: `stat -c '%a %U:%G %n' /var/lib/nocturne /var/cache/nocturne /run/nocturne; stat -c '%U %n' /dev/tty1; ls /tmp/mark`,
  memory: `group=$(${property("ControlGroup")}); cat /sys/fs/cgroup/memory$group/memory.limit_in_bytes || cat /sys/fs/cgroup$group/memory.max; sed -n 's/MemTotal: *\\([0-9]*\\) kB/\\1/p' /proc/meminfo`,
  crash: `${again(signal("USR2"))}; ${states("ActiveState", "NRestarts")}`,
  sealed: `mkdir -p /etc/credstore.encrypted && echo secret | systemd-creds encrypt --name=nocturne-wall - /etc/credstore.encrypted/nocturne-wall
${again(`systemctl restart ${wall}`)}; cat ${facts}; stat -c '%a %U' /run/credentials/${wall}/nocturne-wall`,
  elsewhere: `cd /var/lib/systemd; mv credential.secret of-this-machine; systemd-creds setup; ${again(`systemctl restart ${wall}`)}; cat ${facts}
mv of-this-machine credential.secret; ${soon("journalctl -u nocturne-credential.service -o cat | grep 'Decryption failed (incorrect key?)'")}; echo told`,
  gone: `${again(`systemctl restart ${wall}`)}; cat ${facts}; rm /etc/credstore.encrypted/nocturne-wall; ${again(`systemctl restart ${wall}`)}; cat ${facts}; ls /run/credstore`,
  fed: `${dropIn("nocturne@.service", "[Service]\\nWatchdogSec=2")}; ${again(`systemctl restart ${wall}`)}; sleep 3; ${states("ActiveState", "NRestarts")}`,
  frozen: `${again("touch /var/lib/nocturne/frozen")}; rm /var/lib/nocturne/frozen; ${states("ActiveState", "NRestarts")}; journalctl -u ${wall} -o cat | grep -o 'Watchdog timeout'`,
  left: `${signal("USR1")}; ${soon(`test "$(${property("ActiveState")})" = failed`)}; sleep 3; ${states("ActiveState", "ExecMainStatus")}`,
  upgrade_of_none: `dpkg --force-depends -i NEW.deb > /dev/null && ${property("ActiveState")}; dpkg --force-depends -i OLD.deb > /dev/null`,
  desk: `systemctl reset-failed ${wall}; ${again(`systemctl start ${wall}`)}; loginctl enable-linger desk; systemctl start user@4242.service
${again(`${desk} start nocturne.service`, deskFacts)}; cat ${deskFacts}
${again(`kill -USR2 $(${desk} show nocturne.service --property=MainPID --value)`, deskFacts)}; ${desk} show nocturne.service --property=NRestarts --value`,
  upgrade: `head -n 1 ${facts} ${deskFacts}; rm ${facts} ${deskFacts}; dpkg --force-depends -i NEW.deb && ${soon(`test -s ${facts} -a -s ${deskFacts}`)}; head -n 1 ${facts} ${deskFacts}`,
  skipped: `${dropIn("nocturne-update.timer", "[Timer]\\nOnCalendar=*:*:*\\nRandomizedDelaySec=0\\nAccuracySec=100ms")}; systemctl enable --now nocturne-update.timer
${soon(`test "$(systemctl show nocturne-update.service --property=ConditionResult --value)" = no`)}; ls -d /var/lib/nocturne-update`,
  fires: `touch /etc/apt/sources.list.d/nocturne.list; ${soon("test -s /var/lib/nocturne-update/runs")}; head -n 1 /var/lib/nocturne-update/runs; stat -c '%a %U' /var/lib/nocturne-update`,
  remove: `dpkg -r nocturne > /dev/null; systemctl is-active ${wall} nocturne-update.timer; ${desk} is-active nocturne.service; find /etc/systemd -name 'nocturne*' -path '*.wants/*'; pgrep -fa /opt/Nocturne`,
};

describe.skipIf(why !== undefined)(
  `the deb on a copy of this machine that systemd has booted${why ? `: skipped, ${why}` : ""}`,
  () => {
    let folder: string;
    let told: Record<string, Step>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "nocturne-systemd-"));
      const [unpacked, out, shared] = [join(folder, "unpacked"), join(folder, "out"), join(folder, "steps")];
      for (const each of [unpacked, out, shared]) await mkdir(each);
      await cp(join(import.meta.dirname, "stand-in-wall.sh"), join(unpacked, "nocturne"));
      await writeFile(join(unpacked, "chrome-sandbox"), "");
      await writeFile(join(unpacked, "version"), "0.0.1\n");
      for (const name of ["nocturne", "chrome-sandbox"]) await chmod(join(unpacked, name), 0o755);
      await putOldAndNew(shared, await buildDeb({ unpacked, out, arch: "x64", key: undefined, dateSeconds: 0 }));
      told = await inOverlay(shared, steps, booted);
      expect(Object.entries(told).flatMap(([name, { code }]) => (code === 70 ? [name] : []))).toEqual([]);
    }, 120_000);
    afterAll(() => rm(folder, { recursive: true }));

    const linesOf = (step: keyof typeof steps) => told[step]?.out.trimEnd().split("\n");

    it("[SD1] installing starts and enables nothing", () => {
      expect(told["install"]?.code).toBe(0);
      expect(linesOf("install")).toEqual(["inactive", "disabled", "inactive", "disabled"]);
    });

    it("[SD2] the wall takes its terminal from the login, as its own user, and writes where it may and nowhere else", () => {
      expect(linesOf("start")).toEqual([
        "version 0.0.1",
        "arguments --ozone-platform=wayland",
        expect.stringMatching(
          /^identity nocturne:nocturne nocturne (?=.*\baudio\b)(?=.*\bvideo\b)(?=.*\binput\b)(?=.*\brender\b)/,
        ),
        "terminal /dev/tty1",
        "umask 0077",
        "no-new-privileges 0",
        "credential ",
        "writes /etc/nocturne",
        "writes /var/lib/nocturne",
        "writes /run/nocturne",
        "writes /tmp",
        "terminal in front: 1",
        "inactive",
        "active",
      ]);
      // What it wrote to /tmp is there for nobody else: `ls` says so on standard error.
      expect(linesOf("folders")).toEqual([
        "700 nocturne:nocturne /var/lib/nocturne",
        "700 nocturne:nocturne /var/cache/nocturne",
        "700 nocturne:nocturne /run/nocturne",
        "nocturne /dev/tty1",
      ]);
    });

    it("[SD2] the kernel holds it to three quarters of the memory", () => {
      const [limitBytes, totalKib] = linesOf("memory")?.map(Number) ?? [];
      expect((limitBytes ?? 0) / ((totalKib ?? 0) * 1024)).toBeCloseTo(0.75, 4);
    });

    it("[SD3] a password sealed to this machine is there for the wall alone; without one it starts too", () => {
      expect(linesOf("start")).toContain("credential ");
      expect(linesOf("sealed")).toContain("credential secret");
      expect(linesOf("sealed")?.at(-1)).toBe("400 nocturne");
    });

    it("[SD4] with one that cannot be unsealed it starts without it, and the journal says why", () => {
      expect(linesOf("elsewhere")).toContain("credential ");
      expect(linesOf("elsewhere")?.at(-1), "what the journal has within ten seconds").toBe("told");
    });

    it("[SD4] each start unseals it anew, and one that was taken away is not used again", () => {
      const credentials = linesOf("gone")?.filter((line) => line.startsWith("credential "));
      expect(credentials).toEqual(["credential secret", "credential "]);
      expect(linesOf("gone"), "what ls shows of an empty /run/credstore").not.toContain("nocturne-wall");
    });

    it("[SD5] a crash and a picture that is no longer proven start it again, and an administrator's leave does not", () => {
      expect(linesOf("crash")).toEqual(["active", "1"]);
      expect(linesOf("fed")).toEqual(["active", "0"]);
      expect(linesOf("frozen")).toEqual(["active", "1", "Watchdog timeout"]);
      expect(linesOf("left")).toEqual(["failed", "86"]);
    });

    it("[SD6] an upgrade shows the new version on a terminal and in a desktop session, and starts no wall that was left", () => {
      expect(linesOf("upgrade_of_none")).toEqual(["failed"]);
      expect(linesOf("desk")).toEqual(expect.arrayContaining(["version 0.0.1", "identity desk:desk desk"]));
      expect(linesOf("desk")?.at(-1), "a desktop's wall that crashed").toBe("1");
      const versions = linesOf("upgrade")?.filter((line) => line.startsWith("version "));
      expect(versions).toEqual(["version 0.0.1", "version 0.0.1", "version 99.0.0", "version 99.0.0"]);
    });

    it("[SD7] [UP39] the timer that a technician enables runs the update as root, where there is a repository", () => {
      expect(linesOf("skipped"), "a folder of a run that was skipped").toEqual([""]);
      expect(linesOf("fires")).toEqual(["update --no-sandbox by root, state in /var/lib", "755 root"]);
    });

    it("[SD8] [UP39] removing the package stops and disables all of it, in the desktop session too", () => {
      expect(linesOf("remove")).toEqual(["inactive", "inactive", "inactive"]);
    });
  },
);
