import { access, rename } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import { writeFileAtomically } from "../atomic-file.ts";
import { mib, readBoundedFile } from "../config/bounded-file.ts";
import { reasonOf } from "../expected-error.ts";
import type { Lifetime } from "../lifetime.ts";
import { firstIssue } from "../protocol/parse.ts";
import { type HandledAlarm, handledAlarm, mostHandled } from "./handled-alarms.ts";

const content = z.strictObject({ version: z.literal(1), alarms: z.array(handledAlarm).max(mostHandled) });

/** 2000 alarms with a note of 500 characters each, in characters of four bytes, and as much again. */
const mostBytes = 8 * mib;
const writeEveryMs = 1000;
const retryMs = 30_000;

export interface AlarmFile {
  /** What it held at the start. */
  found: HandledAlarm[];
  /** From now on writes what `handled` answers, whenever it is something else: within a second, and at the end. */
  keep(handled: () => HandledAlarm[]): void;
}

export interface AlarmFileOptions {
  log: Logger;
  lifetime: Lifetime;
}

/**
 * Acknowledgements and shelvings in `alarms.json` beside the accounts file. Nothing that is wrong with it stops a wall:
 * a broken file is set aside, a full disk is told once and tried again.
 */
export async function openAlarmFile(accounts: string, { log, lifetime }: AlarmFileOptions): Promise<AlarmFile> {
  const file = path.join(path.dirname(accounts), "alarms.json");
  const found = await readHandled(file, log);
  let written = textOf(found);
  let retryAt: number | undefined;

  const write = async (text: string): Promise<void> => {
    if (text === written) return;
    try {
      await writeFileAtomically(file, text);
      written = text;
      if (retryAt !== undefined) log.info({ file }, "what was done with alarms is kept again");
      retryAt = undefined;
    } catch (failure) {
      const words = "what was done with alarms is lost by a restart: it cannot be written";
      if (retryAt === undefined) log.error({ file, reason: reasonOf(failure) }, words);
      retryAt = performance.now() + retryMs;
    }
  };
  return {
    found,
    keep(handled) {
      let writing: Promise<void> | undefined;
      lifetime.every(writeEveryMs, () => {
        if (retryAt !== undefined && performance.now() < retryAt) return;
        writing ??= write(textOf(handled())).finally(() => {
          writing = undefined;
        });
      });
      lifetime.onEnd(async () => {
        await writing;
        await write(textOf(handled()));
      });
    },
  };
}

function textOf(handled: HandledAlarm[]): string {
  return `${JSON.stringify({ version: 1, alarms: handled.slice(-mostHandled) }, null, 1)}\n`;
}

async function readHandled(file: string, log: Logger): Promise<HandledAlarm[]> {
  try {
    await access(file);
  } catch {
    return [];
  }
  try {
    const text = (await readBoundedFile(file, mostBytes)).toString("utf8");
    const read = content.safeParse(JSON.parse(text));
    if (read.success) return read.data.alarms;
    await setAside(file, firstIssue(read.error, "the whole"), log);
  } catch (failure) {
    await setAside(file, reasonOf(failure), log);
  }
  return [];
}

/** Out of the way of the next one, for whoever wants to look at it. */
async function setAside(file: string, reason: string, log: Logger): Promise<void> {
  const aside = `${file}.broken`;
  const words = "what was done with alarms cannot be read: every alarm asks again";
  try {
    await rename(file, aside);
    log.error({ file, aside, reason }, words);
  } catch (failure) {
    log.error({ file, reason, notMoved: reasonOf(failure) }, words);
  }
}
