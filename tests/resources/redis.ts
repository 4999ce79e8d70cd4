import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Daemon, startDaemon } from "./daemon.ts";
import { freePort } from "./listeners.ts";

export interface RunningRedis extends Daemon {
  port: number;
  /** `redis://127.0.0.1:PORT/0` */
  url: string;
}

export interface RedisOptions {
  port?: number;
  password?: string;
  tls?: { certificate: string; key: string };
}

/** A real Redis on a free port of loopback, which keeps nothing. */
export async function startRedis({ port, password, tls }: RedisOptions = {}): Promise<RunningRedis> {
  const at = port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), "nocturne-redis-"));
  const listening = tls
    ? `--port 0 --tls-port ${at} --tls-cert-file ${tls.certificate} --tls-key-file ${tls.key} --tls-auth-clients no`
    : `--port ${at}`;
  const args = `${listening} --bind 127.0.0.1 --save  --appendonly no --dir ${folder}`.split(" ");
  const daemon = await startDaemon({
    program: "redis-server",
    args: password ? [...args, "--requirepass", password] : args,
    isReady: () => takesConnections(at),
  });
  return {
    ...daemon,
    port: at,
    url: `${tls ? "rediss" : "redis"}://127.0.0.1:${at}/0`,
    async [Symbol.asyncDispose]() {
      await daemon[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether something takes a TCP connection there. */
export function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (isTaken: boolean) => {
      socket.destroy();
      resolve(isTaken);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
  });
}
