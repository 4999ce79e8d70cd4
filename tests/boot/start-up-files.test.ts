import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { findProgram } from "../../build/machine.ts";
import { root } from "../../build/root.ts";
import { readUnit } from "./unit-file.ts";

const linux = (name: string) => join(root, "build/linux", name);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-units-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** What systemd has against a unit, changed in one place. The wall need not be installed for it. */
async function verify(name: string, { scope = "--system", from = "", to = "" } = {}) {
  const program = join(folder, "nocturne");
  await writeFile(program, "#!/bin/sh\n");
  await chmod(program, 0o755);
  const unit = await readFile(linux(name), "utf8");
  const file = join(folder, name);
  await writeFile(file, unit.replaceAll("/opt/Nocturne/nocturne", program).replace(from, to));
  const { status, stdout, stderr } = spawnSync("systemd-analyze", [scope, "--man=no", "verify", file], {
    encoding: "utf8",
    env: { ...process.env, XDG_RUNTIME_DIR: folder },
  });
  return { status, said: stdout + stderr };
}

describe.skipIf(!findProgram("systemd-analyze") || !findProgram("cage"))(
  "the units (skipped without systemd-analyze and cage)",
  () => {
    it("[BO1] systemd has nothing against the unit of a terminal, and would say so if it had", async () => {
      expect(await verify("nocturne@.service")).toEqual({ status: 0, said: "" });
      const { said } = await verify("nocturne@.service", { from: "Restart=always", to: "Restart=allways" });
      expect(said).toContain("allways");
    });

    it.each([
      ["nocturne-update.service", "Type=oneshot", "Type=onceshot"],
      ["nocturne-update.timer", "OnCalendar=", "OnCalender="],
    ])("[UP39] nor against %s, and would say so if it had", async (name, from, to) => {
      await copyFile(linux("nocturne-update.service"), join(folder, "nocturne-update.service"));
      expect(await verify(name)).toEqual({ status: 0, said: "" });
      expect((await verify(name, { from, to })).said).toMatch(/onceshot|OnCalender/);
    });

    it("[BO1] nor against the one of a desktop session", async () => {
      expect(await verify("nocturne.service", { scope: "--user" })).toEqual({ status: 0, said: "" });
    });
  },
);

test.each(["nocturne@.service", "nocturne.service"])(
  "[BO3] %s is started again for ever, whatever it ended with, and when its picture is not proven",
  async (name) => {
    const { settings } = await readUnit(linux(name));
    expect(settings).toEqual(
      expect.arrayContaining([
        ["Restart", "always"],
        ["StartLimitIntervalSec", "0"],
        ["WatchdogSec", "90"],
        ["NotifyAccess", "all"],
        ["MemoryMax", "75%"],
      ]),
    );
  },
);

test("[BO2] no network is waited for", async () => {
  const { settings } = await readUnit(linux("nocturne@.service"));
  const waits = settings.filter(([key]) => ["After", "Wants", "Requires"].includes(key)).flat();
  expect(waits.join(" ")).toContain("seatd.service");
  expect(waits.join(" ")).not.toContain("network");
});

test("[BO4] nothing takes the wall out of its unit, or from what gains its rights as it is started", async () => {
  const pam = (await readFile(linux("nocturne.pam"), "utf8")).replaceAll(/^#.*$/gm, "");
  expect(pam).not.toContain("pam_systemd");
  const { settings } = await readUnit(linux("nocturne@.service"));
  const given = settings.map(([key]) => key);
  // systemd.exec(5), NoNewPrivileges=: these imply it where User= is set.
  const implying =
    /^(NoNewPrivileges|SystemCall\w+|Restrict(AddressFamilies|Namespaces|Realtime|SUIDSGID)|PrivateDevices|Protect(Kernel\w+|Clock|Hostname)|MemoryDenyWriteExecute|LockPersonality|DynamicUser)$/;
  expect(given.filter((key) => implying.test(key))).toEqual([]);
});

test.skipIf(!findProgram("desktop-file-validate"))(
  "[BO5] the desktop's autostart is well-formed and starts the unit, so that it is supervised (skipped without desktop-file-validate)",
  async () => {
    const file = linux("nocturne-autostart.desktop");
    expect(spawnSync("desktop-file-validate", [file], { encoding: "utf8" })).toMatchObject({ status: 0, stdout: "" });
    expect(await readFile(file, "utf8")).toContain("\nExec=systemctl --user start nocturne.service\n");
  },
);

test.skipIf(!findProgram("xmllint")).each([
  ["windows/scheduled-task.xml", ["<ExecutionTimeLimit>PT0S<", "<RestartOnFailure>", "%ProgramFiles%\\Nocturne"]],
  ["mac/nocturne.plist", ["<key>KeepAlive</key>\n    <true/>", "/Applications/Nocturne.app/Contents/MacOS/Nocturne"]],
])("[BO6] %s is well-formed, and starts the wall again (skipped without xmllint)", async (name, parts) => {
  const file = join(root, "build", name);
  const { status, stderr } = spawnSync("xmllint", ["--nonet", "--noout", file], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  const text = await readFile(file, "utf8");
  for (const part of parts) expect(text).toContain(part);
});

test.skipIf(!findProgram("xmllint"))(
  "[UP70] windows/update-task.xml is well-formed, in no encoding of its own, and repeats the installed program as SYSTEM (skipped without xmllint)",
  async () => {
    const file = join(root, "build/windows/update-task.xml");
    const read = (path: string) => {
      const steps = path.split("/").map((name) => `/*[local-name()="${name}"]`);
      return spawnSync("xmllint", ["--nonet", "--xpath", `string(${steps.join("")})`, file], {
        encoding: "utf8",
      }).stdout.trim();
    };
    expect(read("Task/Triggers/TimeTrigger/Repetition/Interval")).toBe("PT5M");
    expect(read("Task/Principals/Principal/UserId")).toBe("S-1-5-18");
    expect(read("Task/Settings/MultipleInstancesPolicy")).toBe("IgnoreNew");
    expect(read("Task/Actions/Exec/Command")).toBe(String.raw`%ProgramFiles%\Nocturne\Nocturne.exe`);
    expect(read("Task/Actions/Exec/Arguments")).toBe("install-update");
    expect(await readFile(file, "latin1")).toMatch(/^<\?xml version="1.0"\?>\n[\t\n -~]*$/);
  },
);
