import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { App } from "electron";
import type { Logger } from "pino";
import { ExpectedError, reasonOf } from "../server/expected-error.ts";
import type { Leaving } from "../server/protocol/bridge.ts";
import type { Asker } from "./bridge.ts";
import { howToRestart } from "./recovery/restart.ts";

/** How the process ends tells its supervisor what is wanted: `restart` like any failure, `exit` as the one end that lasts. */
export const exitCodes = { restart: 1, exit: 86 } as const;

export interface LeavingOptions {
  app: Pick<App, "relaunch">;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  end(code: number): void;
  log: Logger;
}

const powerOffWithinMs = 10_000;

/** Does what an administrator has chosen on the wall. */
export async function leave(
  { kind }: Leaving,
  { user, page }: Asker,
  { app, env, platform, end, log }: LeavingOptions,
): Promise<void> {
  log.info({ audit: "leave", kind, user }, "asked on the wall");
  switch (kind) {
    case "reload":
      return page.reload();
    case "restart":
      if (howToRestart({ env, pid: process.pid, ppid: process.ppid }) === "by-itself") app.relaunch();
      return end(exitCodes.restart);
    case "exit":
      return end(exitCodes.exit);
    case "shutdown": {
      const [program, ...args] = powerOff(platform);
      // Bounded: one that asks for a password would wait for ever.
      await promisify(execFile)(program, args, { timeout: powerOffWithinMs, env }).catch((failure: unknown) => {
        throw new ExpectedError(`the machine cannot be turned off from here: ${reasonOf(failure)}`);
      });
    }
  }
}

/** The command that turns this machine off, which the system may refuse to the kiosk's user. */
export function powerOff(platform: NodeJS.Platform): [program: string, ...args: string[]] {
  switch (platform) {
    case "win32":
      return ["shutdown.exe", "/s", "/t", "0"];
    case "darwin":
      return ["osascript", "-e", 'tell application "System Events" to shut down'];
    default:
      return ["systemctl", "--no-ask-password", "poweroff"];
  }
}
