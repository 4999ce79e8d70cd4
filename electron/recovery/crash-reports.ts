import { mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { app, crashReporter } from "electron";
import type { Logger } from "pino";
import { crashFolder, findCrashes } from "../../server/doctor/crash-files.ts";
import { reasonOf } from "../../server/expected-error.ts";
import type { Lifetime } from "../../server/lifetime.ts";
import { tooMany } from "./crash-bounds.ts";

/** A wall that crashes all day long fills no disk. */
const clearEveryMs = 3_600_000;

/**
 * Keeps what Crashpad writes of each crash on this machine, sends it nowhere, and keeps no more than the newest. To be
 * called before Electron is ready. A wall whose reports cannot be kept comes up all the same.
 * @param state the folder of what the wall keeps
 */
export function keepCrashReports(state: string, { log, lifetime }: { log: Logger; lifetime: Lifetime }): void {
  const folder = crashFolder(state);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath("crashDumps", folder);
    crashReporter.start({ uploadToServer: false });
  } catch (failure) {
    log.warn({ folder, reason: reasonOf(failure) }, "crash reports are not kept");
    return;
  }
  const clear = () => void clearCrashReports(folder, log);
  clear();
  lifetime.every(clearEveryMs, clear);
}

/** Deletes what is beyond the newest. */
async function clearCrashReports(folder: string, log: Logger): Promise<void> {
  try {
    for (const { file } of tooMany(await findCrashes(folder))) {
      await rm(file, { force: true });
      // Crashpad's own notes of it, on Linux.
      await rm(file.replace(/\.dmp$/, ".meta"), { force: true });
    }
  } catch (failure) {
    log.warn({ folder, reason: reasonOf(failure) }, "old crash reports could not be deleted");
  }
}
