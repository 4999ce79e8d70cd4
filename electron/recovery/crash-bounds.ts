import { mib } from "../../server/config/bounded-file.ts";
import type { CrashFile } from "../../server/doctor/crash-files.ts";

const mostReports = 20;
const mostBytes = 200 * mib;

/** Of reports, oldest first, those that are not among the newest twenty, or beyond 200 MiB of them. */
export function tooMany(crashes: readonly CrashFile[]): CrashFile[] {
  let bytes = 0;
  return crashes.toReversed().filter((crash, index) => {
    bytes += crash.bytes;
    return index >= mostReports || bytes > mostBytes;
  });
}
