import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

export interface SpawnedServer extends AsyncDisposable {
  url: string;
  pid: number;
  /** From the start of the process to the line that says where it listens. */
  listeningMs: number;
  /** Resident memory, bytes. */
  rss(): Promise<number>;
  /** User and system time of the process so far, seconds. */
  cpuSeconds(): Promise<number>;
}

/** Starts a server that prints `{"listening":URL}` as its first line. */
export async function spawnServer(args: string[], env: Record<string, string> = {}): Promise<SpawnedServer> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, NODE_ENV: "production", ...env },
  });
  const lines = createInterface({ input: child.stdout });
  const closed = once(lines, "close").then(() => [undefined]);
  const [line] = await Promise.race([once(lines, "line"), closed]);
  if (line === undefined) throw new Error(`${args.join(" ")} did not start`);
  const listeningMs = performance.now() - startedAt;
  const { listening } = JSON.parse(String(line)) as { listening: string };
  const pid = child.pid ?? 0;
  return {
    url: listening,
    pid,
    listeningMs,
    async rss() {
      const status = await readFile(`/proc/${pid}/status`, "utf8");
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    },
    async cpuSeconds() {
      const stat = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
      // proc(5): utime and stime are fields 14 and 15, in ticks of 10 ms.
      return (Number(stat[11]) + Number(stat[12])) / 100;
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
