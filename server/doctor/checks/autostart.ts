import { findBoot } from "../boot-files.ts";
import type { Check } from "../check.ts";
import { fail, pass, skip } from "../finding.ts";

const enable = "systemctl enable nocturne@tty1";

/** The wall comes up by itself at power-on. */
export const autostart: Check = {
  name: "autostart",
  async look(site) {
    if (site.platform !== "linux") return skip("looked at on Linux only; switch the PC off and on to see it");
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
