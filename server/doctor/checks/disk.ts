import { constants } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { mib } from "../../config/bounded-file.ts";
import type { Check } from "../check.ts";
import { type Finding, fail, pass, together, warn } from "../finding.ts";
import { isThere, may } from "../may-access.ts";
import type { Site } from "../site.ts";

/** Less than this, and what is worth keeping is soon lost. */
const leastBytes = 100 * mib;
const fewBytes = 1024 * mib;
const leastFiles = 1000;

/** What the wall keeps finds room. */
export const disk: Check = {
  name: "disk",
  async look(site) {
    return together(
      await Promise.all(
        [...new Set([site.state, ...(site.log === undefined ? [] : [site.log])])].map((folder) =>
          judgeFolder(folder, site),
        ),
      ),
    );
  },
};

async function judgeFolder(folder: string, { user }: Site): Promise<Finding> {
  const there = await nearest(folder);
  const { bavail, bsize, ffree, files } = await statfs(there);
  const isWritable = await may(there, constants.W_OK);
  if (!isWritable) return fail(`${user.name} may not write to ${there}`, `chown ${user.name} ${there}`);
  return judgeRoom(folder, { freeBytes: bavail * bsize, freeFiles: files === 0 ? undefined : ffree });
}

/** `freeFiles`: inodes; undefined where the file system has no fixed number of them. */
export function judgeRoom(
  folder: string,
  { freeBytes, freeFiles }: { freeBytes: number; freeFiles: number | undefined },
): Finding {
  const room = `${folder}: ${roomWords(freeBytes)} free`;
  const remedy = "make room: journalctl --vacuum-size=200M, apt-get clean; then look with df -h and df -i";
  if (freeBytes < leastBytes) return fail(room, remedy);
  if (freeFiles !== undefined && freeFiles < leastFiles)
    return fail(`${folder}: room for ${freeFiles} more files only (inodes)`, remedy);
  return freeBytes < fewBytes ? warn(room, remedy) : pass(room);
}

/** The folder, or the one that it will be made in. */
async function nearest(folder: string): Promise<string> {
  return (await isThere(folder)) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

function roomWords(bytes: number): string {
  return bytes < fewBytes ? `${Math.floor(bytes / mib)} MiB` : `${Math.floor(bytes / fewBytes)} GiB`;
}
