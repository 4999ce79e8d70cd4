import { findBoot } from "../boot-files.ts";
import type { Check } from "../check.ts";
import { type Finding, fail, pass, skip, warn } from "../finding.ts";
import { findLaunchAgent, loadAgent } from "../launch-agent.ts";
import { createTask, findScheduledTask } from "../scheduled-task.ts";
import type { Site } from "../site.ts";

const enable = "systemctl enable nocturne@tty1";

/** The wall comes up by itself at power-on. */
export const autostart: Check = {
  name: "autostart",
  async look(site) {
    if (site.platform === "win32") return onWindows(site);
    if (site.platform === "darwin") return onMac(site);
    if (site.platform !== "linux") return skip("not looked at on this system; switch the PC off and on to see it");
    const boot = await findBoot(site);
    switch (boot.kind) {
      case "unit":
        return boot.enabledAs === undefined
          ? fail(`${boot.file} is there, and not enabled`, enable)
          : pass(`${boot.enabledAs} is enabled`);
      case "desktop":
        return boot.isOn
          ? pass(`with the desktop session (${boot.file})`)
          : fail(`${boot.file} is switched off`, `delete its line Hidden=true, or: ${enable}`);
      case "none":
        if (site.installation === undefined) return skip("not installed: nothing starts a checkout at power-on");
        return fail("nothing starts the wall at power-on", enable);
    }
  },
};

async function onWindows(site: Site): Promise<Finding> {
  const task = await findScheduledTask(site);
  if (task?.isEnabled && task.isAtLogon) return pass("the scheduled task Nocturne begins when its account signs in");
  if (task)
    return fail(`the scheduled task Nocturne ${task.isEnabled ? "waits for no sign-in" : "is disabled"}`, createTask);
  if (site.installation === undefined) return skip("not installed: nothing starts a checkout at power-on");
  return warn(
    "there is no scheduled task Nocturne; whether Shell Launcher starts the wall was not looked at",
    `switch the PC off and on to see it, or: ${createTask}`,
  );
}

async function onMac(site: Site): Promise<Finding> {
  const agent = await findLaunchAgent(site);
  if (agent?.isAtLogon && agent.isLoaded) return pass(`${agent.file} begins when its account signs in`);
  if (agent)
    return fail(`${agent.file} ${agent.isLoaded ? "does not say RunAtLoad" : "is there, and not loaded"}`, loadAgent);
  if (site.installation === undefined) return skip("not installed: nothing starts a checkout at power-on");
  return fail("nothing starts the wall at power-on", `put nocturne.plist there, then: ${loadAgent}`);
}
