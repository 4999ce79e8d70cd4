import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** The server as a process of its own, to be killed without a word. */
export interface SpawnedWall extends AsyncDisposable {
  url: string;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export async function spawnWall(args: string[], env: Record<string, string> = {}): Promise<SpawnedWall> {
  const child: ChildProcess = spawn(process.execPath, ["out/server/cli.js", "serve", ...args], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...env },
  });
  if (!child.stdout) throw new Error("no standard output");
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const { listening } = JSON.parse(String(line)) as { listening: string };
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  return { url: listening, kill, [Symbol.asyncDispose]: () => kill("SIGTERM") };
}
