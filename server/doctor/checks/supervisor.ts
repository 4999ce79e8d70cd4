import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { findBoot } from "../boot-files.ts";
import type { Check } from "../check.ts";
import { count, type Finding, fail, pass, skip, together, warn } from "../finding.ts";
import { findLaunchAgent, loadAgent } from "../launch-agent.ts";
import { isThere } from "../may-access.ts";
import { createTask, findScheduledTask } from "../scheduled-task.ts";
import type { Site } from "../site.ts";

/** Somebody starts the wall again when it ends, and ends it when its picture is no longer proven. */
export const supervisor: Check = {
  name: "supervisor",
  async look(site) {
    if (site.platform === "win32") return judgeTask(site);
    if (site.platform === "darwin") return judgeAgent(site);
    if (site.platform !== "linux") return skip("not looked at on this system");
    const boot = await findBoot(site);
    switch (boot.kind) {
      case "unit":
        if (boot.enabledAs === undefined) return skip("the unit is not enabled yet");
        return together([
          judgeUnit(await readFile(boot.file, "utf8"), boot.file),
          ...(await runningState(boot.enabledAs, site)),
        ]);
      case "desktop":
        return warn(
          "a desktop session starts the wall and does not start it again when it ends",
          "where the PC shows nothing but the wall: systemctl enable nocturne@tty1",
        );
      case "none":
        return skip("nothing starts the wall, so nothing watches over it");
    }
  },
};

/** The last line of a key counts, as for systemd. */
function judgeUnit(unit: string, file: string): Finding {
  const value = (key: string) => [...unit.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].at(-1)?.[1]?.trim();
  const restart = value("Restart");
  if (restart !== "always")
    return fail(
      `${file} says Restart=${restart ?? "no"}: a wall that ends stays dark`,
      "write Restart=always below [Service], then: systemctl daemon-reload",
    );
  const watchdog = value("WatchdogSec");
  if (!watchdog || watchdog.startsWith("0"))
    return warn(
      `${file} has no WatchdogSec: a frozen picture stays`,
      "write WatchdogSec=90 below [Service], then: systemctl daemon-reload",
    );
  return pass(
    `systemd starts it again whenever it ends, and after ${watchdog.replace(/^\d+$/, "$& s")} without a proven picture`,
  );
}

async function runningState(unit: string, { root, run }: Site): Promise<Finding[]> {
  // sd_booted(3)
  const isSystemdRunning = await isThere(resolve(root, "run/systemd/system"));
  const shown = isSystemdRunning
    ? await run("systemctl", ["show", unit, "--property=ActiveState,NRestarts"])
    : undefined;
  if (shown?.code !== 0) return [];
  const state = /^ActiveState=(.+)$/m.exec(shown.output)?.[1];
  const restarts = Number(/^NRestarts=(\d+)$/m.exec(shown.output)?.[1] ?? 0);
  if (state === "active") return [pass(`running, started again ${count(restarts, "time")} so far`)];
  if (state === "failed") return [fail(`${unit} has failed`, `see why: journalctl -u ${unit} -n 50`)];
  return [warn(`${unit} is not running`, `systemctl start ${unit}`)];
}

async function judgeTask(site: Site): Promise<Finding> {
  const task = await findScheduledTask(site);
  if (!task) return skip("there is no scheduled task Nocturne; Shell Launcher starts again what it starts");
  if (task.endsAfter !== undefined)
    return fail(`the scheduled task Nocturne is ended after ${task.endsAfter}: the wall goes dark`, createTask);
  if (!task.startsAgain)
    return fail("the scheduled task Nocturne is not started again when it fails: the wall stays dark", createTask);
  return pass("the scheduled task Nocturne is started again whenever it ends");
}

async function judgeAgent(site: Site): Promise<Finding> {
  const agent = await findLaunchAgent(site);
  if (!agent) return skip("nothing starts the wall, so nothing watches over it");
  if (!agent.isKeptAlive)
    return fail(
      `${agent.file} does not say KeepAlive: a wall that ends stays dark`,
      `write <key>KeepAlive</key><true/>, then: ${loadAgent}`,
    );
  return pass("launchd starts it again whenever it ends");
}
