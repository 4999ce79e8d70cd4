// The first step of every npm script. Plain JavaScript that runs on Node 20 with nothing installed: it installs the npm
// packages, Node 24 among them, and leaves the rest to build/prepare.ts on that Node. Standard output belongs to the
// script that follows, so everything is told on standard error.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const node = `${root}node_modules/.bin/node${process.platform === "win32" ? ".cmd" : ""}`;
const purpose = process.argv[2] ?? "";

if (!isInstalled()) {
  process.stderr.write("nocturne: installs the npm packages of package-lock.json …\n");
  // Not `npm ci`: it refuses a lock file that was made where a registry has not every platform's optional packages.
  const install = ["install", "--no-save", "--loglevel=warn"];
  run("npm", install, "the npm packages could not be installed; npm's words are above");
}
run(node, ["build/prepare.ts", purpose]);

/** True where node_modules holds each package of the lock file in its version, and the Node that it brings. */
function isInstalled() {
  if (!existsSync(node)) return false;
  try {
    const wanted = packagesIn("package-lock.json");
    const installed = packagesIn("node_modules/.package-lock.json");
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
    );
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string; optional?: boolean }>}
 */
function packagesIn(file) {
  return JSON.parse(readFileSync(`${root}${file}`, "utf8")).packages;
}

/**
 * Runs a program with its output on standard error; where it fails, so does this.
 * @param {string} program
 * @param {string[]} args
 * @param {string} [failure]
 */
function run(program, args, failure) {
  // On Windows npm and node_modules/.bin/node are command scripts, which need a shell.
  const shell = process.platform === "win32";
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ["ignore", 2, 2], shell });
  if (status === 0) return;
  if (failure || error) process.stderr.write(`nocturne: ${failure ?? error?.message}\n`);
  process.exit(status ?? 1);
}
