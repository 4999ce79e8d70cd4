import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ExpectedError } from "../../server/expected-error.ts";
import { findProgram } from "../machine.ts";

const execute = promisify(execFile);

export interface RunOptions {
  /** Debian's package that brings the program. */
  debian: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end and returns what it printed. Throws ExpectedError with its own words where it fails. */
export async function run(program: string, args: string[], { debian, cwd, env }: RunOptions): Promise<string> {
  const found = findProgram(program);
  if (!found) throw new ExpectedError(`${program} is missing; apt-get install ${debian} brings it`);
  try {
    const { stdout } = await execute(found, args, {
      cwd,
      env: { ...process.env, ...env },
      maxBuffer: 64 * 1024 * 1024,
      // npm is a command script on Windows.
      shell: found.endsWith(".cmd"),
    });
    return stdout;
  } catch (failure) {
    const words = failure instanceof Error && "stderr" in failure ? String(failure.stderr).trim() : String(failure);
    throw new ExpectedError(`${program} ${args[0] ?? ""} failed: ${words}`);
  }
}
