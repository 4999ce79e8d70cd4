import { spawn } from "node:child_process";
import { once } from "node:events";

/** A real daemon, started by the test on a free port. It is stopped when it is disposed of. */
export interface Daemon extends AsyncDisposable {
  pid: number;
  /** What it has said so far, on both of its outputs. */
  said(): string;
  /** Sends a signal and, where that ends the daemon, waits until it has ended. */
  kill(signal: "SIGINT" | "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Freezes it: it keeps its sockets and answers nothing, as a machine that hangs does. */
  freeze(): void;
  thaw(): void;
}

export interface DaemonOptions {
  program: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** Runs it as this user, where root may not run it. */
  uid?: number;
  gid?: number;
  /** Asked until it is true. What it throws counts as "not yet". */
  isReady(): Promise<boolean>;
  /** SIGTERM, unless the daemon waits for its clients on that. */
  stopSignal?: "SIGINT" | "SIGTERM" | "SIGKILL";
}

const readyWithinMs = 15_000;
const stoppedWithinMs = 5000;
const mostSaid = 20_000;

export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { program, args, env, uid, gid, isReady, stopSignal = "SIGTERM" } = options;
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...definedOf({ env, uid, gid }) });
  await once(child, "spawn");
  let said = "";
  for (const output of [child.stdout, child.stderr]) {
    output.on("data", (data: Buffer) => {
      said = (said + data.toString()).slice(-mostSaid);
    });
  }
  const ended = once(child, "exit");
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const kill = async (signal: NodeJS.Signals) => {
    if (isOver()) return;
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), stoppedWithinMs);
    await ended;
    clearTimeout(timer);
  };
  const deadline = performance.now() + readyWithinMs;
  while (!(await isReady().catch(() => false))) {
    if (isOver() || performance.now() > deadline) {
      await kill("SIGKILL");
      throw new Error(`${program} is not ready; it said: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return {
    pid: child.pid ?? 0,
    said: () => said,
    kill,
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    async [Symbol.asyncDispose]() {
      child.kill("SIGCONT");
      await kill(stopSignal);
    },
  };
}

function definedOf<T extends object>(options: T): { [K in keyof T]: NonNullable<T[K]> } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is undefined has been left out
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };
}
