import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Site } from "./site.ts";

/** What macOS' launchd has been told of the wall (build/mac/nocturne.plist). */
export interface LaunchAgent {
  file: string;
  /** It begins when its account signs in. */
  isAtLogon: boolean;
  /** It begins again whenever it ends. */
  isKeptAlive: boolean;
  /** launchd has read it. */
  isLoaded: boolean;
}

export const loadAgent = "launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/nocturne.plist";

/** The user's own goes before the machine's; undefined where there is neither. */
export async function findLaunchAgent({
  home,
  root,
  user,
  run,
}: Pick<Site, "home" | "root" | "user" | "run">): Promise<LaunchAgent | undefined> {
  for (const folder of [join(home, "Library/LaunchAgents"), resolve(root, "Library/LaunchAgents")]) {
    const file = join(folder, "nocturne.plist");
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const asked = await run("launchctl", ["print", `gui/${user.uid}/nocturne`]);
    return { file, ...readLaunchAgent(text), isLoaded: asked?.code === 0 };
  }
  return undefined;
}

/** launchd.plist(5), as XML. */
function readLaunchAgent(plist: string): Pick<LaunchAgent, "isAtLogon" | "isKeptAlive"> {
  const isTrue = (key: string) => new RegExp(`<key>${key}</key>\\s*<true\\s*/>`).test(plist);
  return { isAtLogon: isTrue("RunAtLoad") || isTrue("KeepAlive"), isKeptAlive: isTrue("KeepAlive") };
}
