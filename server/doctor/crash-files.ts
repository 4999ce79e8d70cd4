import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

export interface CrashFile {
  file: string;
  bytes: number;
  /** Epoch milliseconds. */
  at: number;
}

/** Where the kiosk keeps its crash reports, beside its accounts. */
export function crashFolder(state: string): string {
  return join(state, "crashes");
}

/** The reports below a folder, oldest first: Crashpad's minidumps, wherever it sorts them to. None where there is no folder. */
export async function findCrashes(folder: string): Promise<CrashFile[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const dumps = found.filter((one) => one.isFile() && one.name.endsWith(".dmp"));
  const read = await Promise.all(
    dumps.map(async ({ parentPath, name }): Promise<CrashFile[]> => {
      const file = join(parentPath, name);
      const stats = await stat(file).catch(() => undefined);
      return stats ? [{ file, bytes: stats.size, at: stats.mtimeMs }] : [];
    }),
  );
  return read.flat().toSorted((a, b) => a.at - b.at);
}
