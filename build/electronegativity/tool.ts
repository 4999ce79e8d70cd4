import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";

/**
 * Where electronegativity is installed, with a lock file of its own: it brings 405 packages (147 MB), ESLint 7 and
 * TypeScript 4.2 among them, which nobody needs who runs, builds or tests the wall.
 */
export const toolFolder = join(root, "out/electronegativity");

const own = import.meta.dirname;
const installWithinMs = 300_000;

/** True where each package is installed as the lock file has it. */
export function isToolInstalled(): boolean {
  const [wanted, done] = [join(own, "package-lock.json"), join(toolFolder, "package-lock.json")];
  return (
    existsSync(join(toolFolder, "node_modules/.package-lock.json")) &&
    readFileSync(wanted, "utf8") === readFileSync(done, "utf8")
  );
}

/** Installs it once, and none of its packages' scripts is run. Where that fails, npm's words are on standard error. */
export function installTool(): void {
  if (isToolInstalled()) return;
  process.stderr.write("nocturne: installs electronegativity, once …\n");
  mkdirSync(toolFolder, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(own, file), join(toolFolder, file));
  const { status, error } = spawnSync(
    "npm",
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: toolFolder,
      stdio: ["ignore", 2, 2],
      timeout: installWithinMs,
      // On Windows npm is a command script, which needs a shell.
      shell: process.platform === "win32",
    },
  );
  if (status !== 0) process.stderr.write(`nocturne: it cannot be had here${error ? `: ${error.message}` : ""}\n`);
}
