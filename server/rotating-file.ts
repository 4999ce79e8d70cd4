import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { reasonOf } from "./expected-error.ts";

export interface RotatingFileOptions {
  /** Of one file. All of them together take `files` times as much at most. */
  mostBytes: number;
  /** The one that is written and those before it: `nocturne.log`, `nocturne.log.1`, … */
  files: number;
  /** Lines are lost from now on, and why. Called once until lines are kept again. */
  onLoss?(reason: string): void;
  /** What to say in the file of so many lost lines, once it can be written again. */
  lossLine(lines: number, reason: string): string;
}

export interface RotatingFile {
  /** Appends one line, with its line end. Never throws: what cannot be kept is counted. */
  write(line: string): void;
}

/** A disk that is full or gone is tried again after so long. */
const tryAgainAfterMs = 5000;

/**
 * A file that begins anew when it is full and keeps a few of those before it. Each line is on its way to the disk when
 * `write` returns, so that the last words of a crash are kept.
 *
 * Not pino-roll (4.0): its size is no bound once a new file could not be opened, and what it kept of earlier starts.
 */
export function openRotatingFile(file: string, options: RotatingFileOptions): RotatingFile {
  const { mostBytes, files, onLoss, lossLine } = options;
  let opened: { fd: number; bytes: number } | undefined;
  let lost: { lines: number; reason: string; tryAt: number } | undefined;

  const append = (text: string) => {
    const bytes = Buffer.from(text);
    opened ??= openFile(file);
    if (opened.bytes > 0 && opened.bytes + bytes.length > mostBytes) {
      closeFile();
      shift(file, files);
      opened = openFile(file);
    }
    for (let written = 0; written < bytes.length; ) {
      const more = writeSync(opened.fd, bytes, written);
      opened.bytes += more;
      written += more;
    }
  };
  const closeFile = () => {
    const { fd } = opened ?? {};
    opened = undefined;
    if (fd !== undefined) closeSync(fd);
  };
  const lose = (failure: unknown) => {
    const reason = reasonOf(failure);
    if (!lost) onLoss?.(reason);
    lost = { lines: (lost?.lines ?? 0) + 1, reason, tryAt: performance.now() + tryAgainAfterMs };
    try {
      closeFile();
    } catch {
      // It is given up either way, and why is told already.
    }
  };

  return {
    write(line) {
      if (lost && performance.now() < lost.tryAt) {
        lost.lines += 1;
        return;
      }
      try {
        // A line that was cut off by a full disk is ended first.
        append(lost ? `\n${lossLine(lost.lines, lost.reason)}${line}` : line);
        lost = undefined;
      } catch (failure) {
        lose(failure);
      }
    },
  };
}

function openFile(file: string): { fd: number; bytes: number } {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fd = openSync(file, "a", 0o600);
  return { fd, bytes: fstatSync(fd).size };
}

/** `.3` goes, `.2` becomes `.3`, `.1` becomes `.2`, and the file itself `.1`. */
function shift(file: string, files: number): void {
  const name = (age: number) => (age === 0 ? file : `${file}.${age}`);
  rmSync(name(files - 1), { force: true });
  for (let age = files - 2; age >= 0; age -= 1) {
    try {
      renameSync(name(age), name(age + 1));
    } catch (failure) {
      if (!(failure instanceof Error && "code" in failure && failure.code === "ENOENT")) throw failure;
    }
  }
}
