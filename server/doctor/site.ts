import nodeFs from "node:fs";
import { homedir, hostname, userInfo } from "node:os";
import path from "node:path";
import type { Config } from "../config/config.ts";
import { formatFault } from "../config/faults.ts";
import { findConfig } from "../config/find.ts";
import { loadConfig } from "../config/load.ts";
import { logFolder } from "../log.ts";
import { type Ran, runProgram } from "../run-program.ts";
import type { Endpoint } from "../sources/checks/addresses.ts";
import { defaultAccountsFile, stateFolder } from "../state-folder.ts";

/** The wall and the machine that are examined. */
export interface Site {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  /** Where this machine's /proc, /sys, /dev and /etc are: "/". */
  root: string;
  host: string;
  home: string;
  user: { name: string; uid: number };
  config: SiteConfig;
  accounts: string;
  /** Holds what the wall keeps. */
  state: string;
  /** Where the log is kept; undefined where standard error is all there is. */
  log: string | undefined;
  /** Where the kiosk keeps its credential when it has no better place. */
  userData: string;
  /** The installed program's resources; undefined in a checkout. */
  installation: string | undefined;
  /** What the installed files are read with: to Electron's own `fs` an asar is a folder. */
  installedFiles: InstalledFiles;
  /** The time server to hold the clock to. */
  ntp: Endpoint | undefined;
  /** Undefined where the program is not installed. */
  run(program: string, args: readonly string[]): Promise<Ran | undefined>;
}

export type InstalledFiles = Pick<typeof nodeFs, "createReadStream" | "promises">;

type SiteConfig =
  | { kind: "none" }
  | { kind: "good"; file: string; config: Config }
  | { kind: "broken"; file: string; faults: string[] };

export interface SiteOptions {
  config?: string | undefined;
  accounts?: string | undefined;
  log?: string | undefined;
  ntp?: Endpoint | undefined;
  userData?: string | undefined;
  installation?: string | undefined;
  installedFiles?: InstalledFiles | undefined;
}

export async function openSite(options: SiteOptions): Promise<Site> {
  const { env, platform } = process;
  const home = homedir();
  const { username, uid } = userInfo();
  const accounts = options.accounts ?? defaultAccountsFile(env);
  return {
    platform,
    env,
    root: "/",
    host: hostname(),
    home,
    user: { name: username, uid },
    config: await findSiteConfig(options.config),
    accounts,
    state: stateFolder(accounts),
    log: logFolder(options.log, env),
    userData: options.userData ?? userDataFolder({ env, platform, home }),
    installation: options.installation,
    installedFiles: options.installedFiles ?? nodeFs,
    ntp: options.ntp,
    run: (program, args) => runProgram(program, args, env),
  };
}

/** What Electron calls `userData`, where only the name of the program is known: https://www.electronjs.org/docs/latest/api/app#appgetpathname */
export function userDataFolder({ env, platform, home }: Pick<Site, "env" | "platform" | "home">): string {
  if (platform === "win32")
    return path.win32.join(env["APPDATA"] || path.win32.join(home, "AppData", "Roaming"), "nocturne");
  const appData =
    platform === "darwin"
      ? path.posix.join(home, "Library", "Application Support")
      : env["XDG_CONFIG_HOME"] || path.posix.join(home, ".config");
  return path.posix.join(appData, "nocturne");
}

async function findSiteConfig(explicit: string | undefined): Promise<SiteConfig> {
  const { env, platform } = process;
  const file = await findConfig({ explicit, env, platform, home: homedir() });
  if (file === undefined) return { kind: "none" };
  const loaded = await loadConfig(file);
  return loaded.ok
    ? { kind: "good", file, config: loaded.config }
    : { kind: "broken", file, faults: loaded.faults.map(formatFault) };
}
