import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Message, Question } from "./questions.ts";

export interface KioskProcess extends AsyncDisposable {
  /** What was done through Electron's API so far, by name. */
  done: { call: string; args: unknown }[];
  /** Its log lines so far. */
  log: Record<string, unknown>[];
  ask(question: Question): Promise<unknown>;
  /** Waits for a log line with this message. */
  logged(message: string): Promise<Record<string, unknown>>;
  ended: Promise<{ code: number | null; out: string; left: string[] }>;
  kill(signal: NodeJS.Signals): void;
}

export interface KioskStart {
  /** The bundled main process. */
  main: string;
  /** Its userData. */
  folder: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
}

/** Starts the built kiosk with the stand-in. */
export function startKiosk({ main, folder, args, env }: KioskStart): KioskProcess {
  const child = fork(fileURLToPath(new URL("run.ts", import.meta.url)), args, {
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, CREDENTIALS_DIRECTORY: "", STAND_IN_MAIN: main, STAND_IN_FOLDER: folder, ...env },
  });
  const done: KioskProcess["done"] = [];
  const log: KioskProcess["log"] = [];
  let left: string[] = [];
  child.on("message", (message: Message) => {
    if (message.kind === "done") done.push(message);
    if (message.kind === "left") left = message.resources;
  });
  if (child.stderr) createInterface({ input: child.stderr }).on("line", (line) => log.push(readLine(line)));
  const out = child.stdout ? text(child.stdout) : "";
  const ended = once(child, "close").then(async ([code]) => ({ code: Number(code), out: await out, left }));
  return {
    done,
    log,
    ended,
    ask: asker(child),
    async logged(message) {
      for (const deadline = performance.now() + 45_000; performance.now() < deadline; ) {
        const line = log.find(({ msg }) => msg === message);
        if (line) return line;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`the kiosk did not log "${message}" within 45 s, but ${JSON.stringify(log)}`);
    },
    kill: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) child.kill("SIGTERM");
      await ended;
    },
  };
}

function readLine(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { msg: line };
  }
}

function asker(child: ChildProcess): KioskProcess["ask"] {
  let last = 0;
  return (question) => {
    last += 1;
    const id = last;
    child.send({ id, question });
    return new Promise((resolve, reject) => {
      const hear = (message: Message) => {
        if (!("id" in message) || message.id !== id) return;
        child.off("message", hear);
        if (message.kind === "answer") resolve(message.value);
        else reject(new Error(message.reason));
      };
      child.on("message", hear);
    });
  };
}
