// What an npm script needs besides the npm packages: run by build/setup.mjs, told on standard error.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { downloadElectron } from "./download-electron.ts";
import { installTool } from "./electronegativity/tool.ts";
import { findElectron, hasDisplay } from "./machine.ts";
import { root } from "./root.ts";
import { isStale } from "./stale.ts";
import { installMissing, testDaemons, testTools } from "./system-packages.ts";

const [purpose] = process.argv.slice(2);
switch (purpose) {
  case "start":
    // Without a display no browser can show anything, and Electron brings its own.
    installMissing(hasDisplay() && !(findElectron() ?? downloadElectron()) ? ["browser", "ping"] : ["ping"]);
    buildIfStale();
    break;
  case "test":
    installMissing(["browser", "ping", ...testDaemons, ...testTools]);
    // By itself, since not every Debian and Ubuntu has it; without it the tests take the browser and longer.
    installMissing(["headlessShell"]);
    installTool();
    buildIfStale();
    break;
  case "bench":
    installMissing(["browser", "ping"]);
    buildIfStale();
    break;
  case "run":
    buildIfStale();
    break;
  case "check":
    installTool();
    break;
  case "packages":
    break;
  default:
    process.stderr.write(`nocturne: build/prepare.ts knows no purpose "${String(purpose)}"\n`);
    process.exit(1);
}

function buildIfStale(): void {
  if (!isStale()) return;
  const { status } = spawnSync(process.execPath, [join(root, "build/build.ts")], { stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
