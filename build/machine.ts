import { accessSync, constants, existsSync, globSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { root } from "./root.ts";

/** Debian's name first; then the others that speak Chromium's switches. */
const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge"];
const installedBrowsers = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The program's full path, or undefined where no folder of PATH has it. */
export function findProgram(name: string, { PATH = "" }: NodeJS.ProcessEnv = process.env): string | undefined {
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  return PATH.split(delimiter)
    .flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`)))
    .find(isProgram);
}

/** A Chromium, Chrome or Edge of this machine. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  for (const name of browsers) {
    const found = findProgram(name, env);
    if (found) return found;
  }
  return installedBrowsers.find(isProgram);
}

/** The folder of PostgreSQL's own programs: Debian keeps them out of PATH, one folder for each major version. */
export function findPostgres(): string | undefined {
  const newest = globSync("/usr/lib/postgresql/*/bin").toSorted().at(-1);
  const onPath = findProgram("initdb");
  return newest ?? (onPath && dirname(onPath));
}

/** An Electron runtime: `NOCTURNE_ELECTRON` names one or says "none", else the one that belongs to the npm package. */
export function findElectron(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env["NOCTURNE_ELECTRON"];
  if (named) return named !== "none" && isProgram(named) ? named : undefined;
  const folder = env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(root, "node_modules/electron/dist");
  const names = { darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" };
  const name = process.platform === "darwin" || process.platform === "win32" ? names[process.platform] : "electron";
  return [join(folder, name)].find(isProgram);
}

/** Windows and macOS always have one. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== "linux" || Boolean(env["DISPLAY"] || env["WAYLAND_DISPLAY"]);
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function isProgram(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
