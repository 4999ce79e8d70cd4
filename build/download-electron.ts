import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findElectron } from "./machine.ts";
import { root } from "./root.ts";

const withinMs = 60_000;
/** Goes with node_modules: a new installation tries again. */
const triedMark = join(root, "node_modules/electron/download-failed");

/** Tries once to download the runtime that belongs to the npm package: it comes from a host that not every network reaches. */
export function downloadElectron(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env["NOCTURNE_ELECTRON"] || env["ELECTRON_OVERRIDE_DIST_PATH"] || existsSync(triedMark)) return undefined;
  process.stderr.write(`nocturne: downloads the Electron runtime, for ${withinMs / 1000} s at most …\n`);
  const installer = join(root, "node_modules/electron/install.js");
  spawnSync(process.execPath, [installer], {
    stdio: ["ignore", 2, "ignore"],
    timeout: withinMs,
    killSignal: "SIGKILL",
  });
  const runtime = findElectron(env);
  if (runtime) return runtime;
  writeFileSync(triedMark, "");
  process.stderr.write("nocturne: it cannot be had here; `npx install-electron` tries again without a limit\n");
  return undefined;
}
