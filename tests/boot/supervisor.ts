import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Lifetime } from "../../server/lifetime.ts";
import type { Unit } from "./unit-file.ts";

export interface Supervisor extends AsyncDisposable {
  /** How often the unit was started. */
  readonly starts: number;
  /** What its processes have said. */
  readonly said: string[];
  /** Of the process that keeps all others of the present start. */
  readonly pid: number;
}

/**
 * Runs a unit's command as systemd does with `Restart=always` and `KillMode=control-group`: whatever ends, all of it ends,
 * and is started again after `RestartSec`.
 */
export function supervise(
  { execStart, restart, restartSeconds, environment }: Unit,
  env: NodeJS.ProcessEnv,
): Supervisor {
  if (restart !== "always") throw new Error(`this supervisor restarts always, and the unit says ${restart}`);
  const lifetime = new Lifetime();
  const said: string[] = [];
  let starts = 0;
  let child: ChildProcess;
  const start = () => {
    starts += 1;
    child = spawn("unshare", [...controlGroup, ...asUser, ...execStart], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...env, ...environment },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (bytes) => said.push(String(bytes)));
    child.once("exit", () => lifetime.after(restartSeconds * 1000, start));
  };
  start();
  return {
    get starts() {
      return starts;
    },
    said,
    get pid() {
      return child.pid ?? 0;
    },
    async [Symbol.asyncDispose]() {
      await lifetime.end();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** A PID namespace, which ends as a whole. Needs user namespaces. */
export const controlGroup = ["--user", "--map-root-user", "--mount", "--pid", "--fork", "--kill-child=SIGKILL", "--"];

/** The unit's user, since cage refuses root, with the unit's private folder for X's sockets. */
const privateSockets = "mkdir -p /tmp/.X11-unix && mount -t tmpfs tmpfs /tmp/.X11-unix";
const asUser = ["sh", "-c", `${privateSockets} && exec unshare --user --map-user=1000 --map-group=1000 -- "$@"`, "sh"];
