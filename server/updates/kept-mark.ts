import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { type Ownership, writeFileAtomically } from "../atomic-file.ts";
import { reasonOf } from "../expected-error.ts";
import { freshMark, type UpdateMark, updateMark } from "./update-mark.ts";

export interface KeptMark {
  readonly now: UpdateMark;
  /** Fulfilled when it is on the disk, as which it must be before an installer is run. */
  set(mark: UpdateMark): Promise<void>;
}

export async function openMark(folder: string, log: Logger, ownership?: Ownership): Promise<KeptMark> {
  const file = markFile(folder);
  let now = await readOrBegin(file, log);
  return {
    get now() {
      return now;
    },
    async set(mark) {
      now = mark;
      await writeFileAtomically(file, JSON.stringify(mark), ownership);
    },
  };
}

export function markFile(folder: string): string {
  return join(folder, "update.json");
}

/** Undefined where nothing was updated so far. Throws where it cannot be read. */
export async function readMark(file: string): Promise<UpdateMark | undefined> {
  try {
    return updateMark.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") return undefined;
    throw failure;
  }
}

async function readOrBegin(file: string, log: Logger): Promise<UpdateMark> {
  try {
    return (await readMark(file)) ?? freshMark;
  } catch (failure) {
    log.warn({ reason: reasonOf(failure) }, "what became of the last update cannot be read");
    return freshMark;
  }
}
