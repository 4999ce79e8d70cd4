import { app } from "electron";
import type { Logger } from "pino";
import type { Lifetime } from "../../server/lifetime.ts";
import type { KeptCounter } from "./crash-counter.ts";
import { howToRestart } from "./restart.ts";

interface Beginning {
  counter: KeptCounter;
  run: { log: Logger; lifetime: Lifetime; hasDied: boolean; end(code: number): void };
}

/** The last two rungs: another process, the first time without the GPU. */
export async function beginAnew(rung: "relaunch" | "exit", { counter, run }: Beginning): Promise<void> {
  if (run.lifetime.over || run.hasDied) return;
  run.hasDied = true;
  if (rung === "relaunch") await counter.count("needs-no-gpu");
  const how = howToRestart({ env: process.env, pid: process.pid, ppid: process.ppid });
  run.log.fatal({ rung, how }, "the kiosk begins anew");
  if (how === "by-itself") app.relaunch();
  run.end(1);
}
