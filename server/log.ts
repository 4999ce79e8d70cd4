import { join } from "node:path";
import { type Logger, pino } from "pino";
import type { LogRing } from "./log-ring.ts";
import { openRotatingFile, type RotatingFile } from "./rotating-file.ts";

/** Together 20 MiB: some months of a quiet wall, and a day of one whose every source flaps. */
const mostBytes = 4 * 1024 * 1024;
const files = 5;

/** What must never stand in a log, wherever an object of ours or of a library has it. */
const secretKeys = ["password", "secret", "token", "authorization", "cookie", "loginKey", "ticket"];

export interface LogOptions {
  /** Keeps `nocturne.log` and the four before it in this folder too. */
  folder?: string | undefined;
  /** Hears each line too. */
  ring?: LogRing;
}

/** JSON lines on standard error: standard output carries one line only, where the server listens. */
export function createLog({ folder, ring }: LogOptions = {}): Logger {
  const stderr = pino.destination({ dest: 2, sync: true });
  // Standard error may be a file on a full disk: the wall goes on without its log.
  stderr.on("error", () => undefined);
  const kept = folder === undefined ? undefined : keepIn(folder, stderr);
  return pino(
    {
      level: process.env["NOCTURNE_LOG_LEVEL"] ?? "info",
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
    },
    {
      write(line) {
        kept?.write(line);
        ring?.write(line);
        stderr.write(line);
      },
    },
  );
}

/** The folder that the log is kept in: the one named, else that of `NOCTURNE_LOG_FOLDER`; undefined: it is not kept. */
export function logFolder(named: string | undefined, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return named ?? (env["NOCTURNE_LOG_FOLDER"] || undefined);
}

/** The kept file, in a folder. */
export function logFile(folder: string): string {
  return join(folder, "nocturne.log");
}

function keepIn(folder: string, stderr: { write(line: string): void }): RotatingFile {
  const file = logFile(folder);
  return openRotatingFile(file, {
    mostBytes,
    files,
    onLoss: (reason) =>
      stderr.write(warning({ file, reason, msg: "the log cannot be kept in its file; it is tried again" })),
    lossLine: (lines, reason) => warning({ lines, reason, msg: "so many lines of the log before this one are lost" }),
  });
}

/** Pino's own form, of what pino cannot be asked to say: it is about its destination. */
function warning(words: Record<string, unknown>): string {
  return `${JSON.stringify({ level: pino.levels.values["warn"], time: new Date().toISOString(), ...words })}\n`;
}
