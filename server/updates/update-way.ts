import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { UpdatesConfig } from "../config/updates.ts";
import { redactWords } from "../diagnostics/redact.ts";
import type { Told } from "../protocol/diagnostics.ts";
import type { UpdatesMachine } from "./updates-machine.ts";

/** The file that names our apt repository, and none besides. See build/INSTALL.md. */
export const ownList = "/etc/apt/sources.list.d/nocturne.list";
const timer = "nocturne-update.timer";
const enabledTimer = `/etc/systemd/system/timers.target.wants/${timer}`;

/** By what newer versions come to this machine, or why they do not and what would be right. */
export async function tellWay(machine: UpdatesMachine, config: UpdatesConfig | undefined): Promise<Told> {
  switch (machine.platform) {
    case "linux":
      return tellApt(machine.root, config);
    case "win32":
      return tellFeed(machine, config);
    default:
      return byHand("there is no way for that on this system", "install newer versions by hand");
  }
}

async function tellApt(root: string, config: UpdatesConfig | undefined): Promise<Told> {
  const has = (path: string) =>
    lstat(join(root, path)).then(
      () => true,
      () => false,
    );
  if (!(await has(`/lib/systemd/system/${timer}`)))
    return byHand("this was not installed from the package", "install nocturne_VERSION_ARCH.deb: see INSTALL.md");
  if (!config)
    return byHand("the configuration has no updates: section", 'updates: { window: { at: "03:00", for: 2h } }');
  if (!(await has(ownList)))
    return byHand(`there is no ${ownList}`, "name the apt repository in it: see INSTALL.md, step 2");
  if (!(await has(enabledTimer))) return byHand(`${timer} is switched off`, `sudo systemctl enable --now ${timer}`);
  const list = await readFile(join(root, ownList), "utf8").catch(() => "");
  const address = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/m.exec(list)?.[1];
  return { words: `by apt, from ${address === undefined ? ownList : redactWords(address)}` };
}

function tellFeed({ folder }: UpdatesMachine, config: UpdatesConfig | undefined): Told {
  if (folder === undefined) return byHand("only the installed kiosk updates itself", "install newer versions by hand");
  if (config?.feed === undefined)
    return byHand("the configuration names no feed", 'updates: { feed: "https://SERVER/wall/" }');
  return { words: `from the feed ${config.feed}` };
}

function byHand(why: string, remedy: string): Told {
  return { words: `not by themselves: ${why}`, remedy };
}
