import { execFile } from "node:child_process";
import { chown, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { findPostgres, isRoot } from "../../build/machine.ts";
import { type Daemon, startDaemon } from "./daemon.ts";
import { freePort } from "./listeners.ts";

const run = promisify(execFile);

export interface RunningPostgres extends AsyncDisposable {
  port: number;
  /** `postgres://nocturne@127.0.0.1:PORT/nocturne` */
  url: string;
  password: string;
  daemon(): Daemon;
  /** Runs SQL as the user of the sessions. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** Ends it at once, as a power cut does, and starts it again over the same data. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface PostgresOptions {
  tls?: { certificate: string; key: string };
}

/** A real PostgreSQL on a free port of loopback, with a database and a user that may do nothing else. */
export async function startPostgres({ tls }: PostgresOptions = {}): Promise<RunningPostgres> {
  const programs = findPostgres();
  if (!programs) throw new Error("PostgreSQL is not installed: apt-get install postgresql");
  const folder = await mkdtemp(join(tmpdir(), "nocturne-postgres-"));
  // It refuses to run as root.
  const owner = isRoot() ? await idsOf("postgres") : undefined;
  const give = async (path: string) => owner && chown(path, owner.uid, owner.gid);
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o700 });
  for (const path of [folder, data]) await give(path);
  const secret = join(folder, "password");
  const password = "the database's own password";
  await writeFile(secret, password, { mode: 0o600 });
  await give(secret);
  const initdb = [
    "-D",
    data,
    "-U",
    "nocturne",
    "--auth=scram-sha-256",
    `--pwfile=${secret}`,
    "-E",
    "UTF8",
    "--no-sync",
  ];
  await run(join(programs, "initdb"), initdb, { ...owner, cwd: folder });
  const secure: string[] = [];
  if (tls) {
    for (const [name, file] of [
      ["ssl_cert_file", tls.certificate],
      ["ssl_key_file", tls.key],
    ] as const) {
      const copy = join(folder, name);
      await copyFile(file, copy);
      await give(copy);
      await run("chmod", ["600", copy]);
      secure.push("-c", `${name}=${copy}`);
    }
    secure.push("-c", "ssl=on");
  }
  const port = await freePort();
  const connection = { host: "127.0.0.1", port, user: "nocturne", password, database: "nocturne" };
  const query = async (sql: string, database = "nocturne") => {
    const client = new Client({ ...connection, database, ...(tls ? { ssl: { rejectUnauthorized: false } } : {}) });
    client.on("error", () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const start = () =>
    startDaemon({
      program: join(programs, "postgres"),
      args: ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-k", folder, "-F", ...secure],
      ...owner,
      // Fast: it does not wait for its clients.
      stopSignal: "SIGINT",
      isReady: async () => (await query("SELECT 1", "postgres")).length === 1,
    });
  let daemon = await start();
  await query("CREATE DATABASE nocturne", "postgres");
  return {
    port,
    url: `postgres://nocturne@127.0.0.1:${port}/nocturne`,
    password,
    daemon: () => daemon,
    query: (sql) => query(sql),
    kill: () => daemon.kill("SIGINT"),
    async start() {
      daemon = await start();
    },
    async [Symbol.asyncDispose]() {
      await daemon[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function idsOf(user: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (which) => Number((await run("id", [which, user])).stdout)),
  );
  if (!uid || !gid) throw new Error(`there is no user ${user}`);
  return { uid, gid };
}
