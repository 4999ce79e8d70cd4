import { execFile } from "node:child_process";

export interface Ran {
  /** Undefined where the program was ended by a signal or the time limit. */
  code: number | undefined;
  /** Both outputs, in plain English. */
  output: string;
}

const usualLimitMs = 3000;
const mostBytes = 8 * 1024 * 1024;

interface RunOptions {
  cwd?: string;
  limitMs?: number;
}

/** Runs a program without a shell, for three seconds unless told; undefined where this machine has none of that name. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { cwd, limitMs = usualLimitMs }: RunOptions = {},
): Promise<Ran | undefined> {
  return new Promise((resolve) => {
    const options = {
      cwd,
      env: { ...env, LC_ALL: "C" },
      timeout: limitMs,
      killSignal: "SIGKILL",
      maxBuffer: mostBytes,
    } as const;
    execFile(program, args, options, (failure, stdout, stderr) => {
      const output = stdout + stderr;
      if (!failure) resolve({ code: 0, output });
      else if (failure.code === "ENOENT") resolve(undefined);
      else resolve({ code: typeof failure.code === "number" ? failure.code : undefined, output });
    });
  });
}
