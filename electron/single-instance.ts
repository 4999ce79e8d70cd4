import { lstatSync, readlinkSync, unlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";

/** Chromium's lock is a symbolic link to `HOST-PID`; its socket and cookie lie beside it. */
const lockName = "SingletonLock";
const lockFiles = [lockName, "SingletonSocket", "SingletonCookie"];

export type LockVerdict = "ours to clear" | "another's";

/**
 * Whether a lock was left behind by a process of this machine that is no more. Anything that is not known for certain
 * (another host's lock in a shared folder, a link of another shape) is another's.
 */
export function judgeLock(
  target: string,
  { host, isAlive }: { host: string; isAlive(pid: number): boolean },
): LockVerdict {
  const match = /^(?<host>.+)-(?<pid>\d{1,10})$/.exec(target);
  const pid = Number(match?.groups?.["pid"]);
  return match?.groups?.["host"] === host && pid > 0 && !isAlive(pid) ? "ours to clear" : "another's";
}

/**
 * Clears what a killed kiosk left in `folder`: with it Electron would end without a word. Not awaited, since Electron is
 * told its switches before it is ready.
 */
export function clearStaleLock(folder: string, log: Logger): void {
  const target = linkAt(join(folder, lockName));
  if (target === undefined || judgeLock(target, { host: hostname(), isAlive }) !== "ours to clear") return;
  log.warn({ lock: target }, "clears the lock of a kiosk that is no more");
  for (const name of lockFiles) if (linkAt(join(folder, name)) !== undefined) unlinkSync(join(folder, name));
}

/** Where the link points; undefined where there is none. A file of that name is not Chromium's. */
function linkAt(file: string): string | undefined {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(file) : undefined;
}

/** Another user's process may not be signalled, and is alive all the same. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return failure instanceof Error && "code" in failure && failure.code === "EPERM";
  }
}
