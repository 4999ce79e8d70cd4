import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Check } from "../check.ts";
import { type Finding, fail, listed, pass, skip, together, warn } from "../finding.ts";
import { readPmset, readPowercfg } from "../idle-time.ts";
import { isThere } from "../may-access.ts";
import type { Site } from "../site.ts";

const targets = ["sleep.target", "suspend.target", "hibernate.target", "hybrid-sleep.target"];

/** The machine does not go to sleep by itself. */
export const sleep: Check = {
  name: "sleep",
  async look(site) {
    if (site.platform === "win32") return onWindows(site);
    if (site.platform === "darwin") return onMac(site);
    if (site.platform !== "linux") return skip("not looked at on this system; set the PC to never sleep");
    const isSystemdRunning = await isThere(resolve(site.root, "run/systemd/system"));
    if (!isSystemdRunning) return skip("no systemd runs here");
    return together([await maskedTargets(site), await idleAction(site.root)]);
  },
};

async function maskedTargets({ run }: Site): Promise<Finding> {
  // One line each, in the order asked for. It ends with 1 where one is not enabled, and a masked one is not.
  const states = (await run("systemctl", ["is-enabled", ...targets]))?.output.trim().split("\n") ?? [];
  if (states.length !== targets.length) return skip("systemctl did not say whether sleep is masked");
  const open = targets.filter((_, index) => states[index] !== "masked");
  if (open.length === 0) return pass("sleep is masked");
  return warn(
    `a desktop or a key may send it to sleep: ${listed(open, 4)} not masked`,
    `systemctl mask ${open.join(" ")}`,
  );
}

/** logind.conf(5): of all files the last line counts; drop-ins go after the main file, sorted by their names. */
async function idleAction(root: string): Promise<Finding> {
  const folders = ["usr/lib/systemd", "etc/systemd"].map((folder) => resolve(root, folder));
  const mains = folders.map((folder) => join(folder, "logind.conf"));
  const dropIns = await Promise.all(folders.map((folder) => filesIn(join(folder, "logind.conf.d"))));
  const sorted = dropIns.flat().toSorted((a, b) => (baseName(a) < baseName(b) ? -1 : 1));
  let found: { action: string; file: string } | undefined;
  for (const file of [...mains, ...sorted]) {
    const text = await readFile(file, "utf8").catch(() => "");
    const action = [...text.matchAll(/^\s*IdleAction\s*=\s*(\S+)/gm)].at(-1)?.[1];
    if (action !== undefined) found = { action, file };
  }
  if (!found || found.action === "ignore") return pass("nothing happens when nobody touches it");
  return fail(
    `after a while without a touch logind will ${found.action} (${found.file})`,
    "write IdleAction=ignore there",
  );
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".conf")).map((name) => join(folder, name));
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

async function onWindows({ run }: Site): Promise<Finding> {
  const judged = await Promise.all(
    (
      [
        ["STANDBYIDLE", "sleeps", "standby"],
        ["HIBERNATEIDLE", "hibernates", "hibernate"],
      ] as const
    ).map(async ([setting, does, name]) => {
      const asked = await run("powercfg", ["/query", "SCHEME_CURRENT", "SUB_SLEEP", setting]);
      const seconds = asked && readPowercfg(asked.output);
      if (seconds === undefined) return [];
      if (seconds === 0) return [pass(`never ${does} by itself`)];
      return [fail(`${does} after ${seconds} s without a touch`, `powercfg /change ${name}-timeout-ac 0`)];
    }),
  );
  const findings = judged.flat();
  return findings.length > 0 ? together(findings) : skip("powercfg did not say when the PC sleeps");
}

async function onMac({ run }: Site): Promise<Finding> {
  const asked = await run("pmset", ["-g"]);
  const minutes = asked && readPmset(asked.output, "sleep");
  if (minutes === undefined) return skip("pmset did not say when the Mac sleeps");
  return minutes === 0
    ? pass("never sleeps by itself")
    : fail(`sleeps after ${minutes} min without a touch`, "sudo pmset -a sleep 0");
}
