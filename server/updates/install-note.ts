import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

// On Windows the wall's account may install nothing. What it wants installed it puts into a folder in which everybody may
// write; a scheduled task that runs as SYSTEM looks there, and answers in one in which only administrators may.

/** A release: what comes before one (1.0.0-rc.1) is installed by hand. */
const version = z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/);

/** What the wall asks for. Anybody on the machine can write one. */
export const installRequest = z.strictObject({
  version,
  id: z.uuid(),
  /** Epoch milliseconds. */
  at: z.number(),
});
export type InstallRequest = z.infer<typeof installRequest>;

const answered = { id: z.uuid(), version, at: z.number() };

/** What the task notes. */
export const installNote = z.strictObject({
  /** When it looked last, epoch milliseconds. */
  lookedAt: z.number(),
  /** What it replaced last by what: so far, and no further, leads the way back. */
  replaced: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  answer: z
    .discriminatedUnion("state", [
      z.strictObject({ state: z.literal("started"), ...answered }),
      z.strictObject({ state: z.literal("refused"), ...answered, why: z.string() }),
    ])
    .optional(),
});
export type InstallNote = z.infer<typeof installNote>;

/** The task looks every five minutes: build/windows/update-task.xml. What was asked longer ago is no longer done. */
export const askedWithinMs = 420_000;

/** Below %ProgramData% every user may make files and folders. */
export const requestPlace = ["Nocturne", "updates"] as const;
export const requestName = "request.json";
export const requestBytes = 1024;

export function requestRoot(env: NodeJS.ProcessEnv): string {
  return env["ProgramData"] ?? String.raw`C:\ProgramData`;
}

/** Below %ProgramFiles% only administrators may write, and everybody may read; the installer empties only its own folder. */
export function installFolder(env: NodeJS.ProcessEnv): string {
  return join(env["ProgramFiles"] ?? String.raw`C:\Program Files`, "Nocturne Update");
}

export function noteFile(folder: string): string {
  return join(folder, "update.json");
}

/** Undefined where the task has noted nothing so far. Throws where it cannot be read. */
export async function readInstallNote(folder: string): Promise<InstallNote | undefined> {
  try {
    return installNote.parse(JSON.parse(await readFile(noteFile(folder), "utf8")));
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") return undefined;
    throw failure;
  }
}
