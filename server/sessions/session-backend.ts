import { readFile } from "node:fs/promises";
import type { Store } from "express-session";
import type { Logger } from "pino";
import type { SessionsConfig, SharedStoreConfig } from "../config/config.ts";
import { readSecret } from "../config/secret.ts";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import type { Lifetime } from "../lifetime.ts";
import { MemoryStore, type MemoryStoreOptions } from "./memory-store.ts";
import type { SessionChannel, SessionListener } from "./session-news.ts";

/** Where sessions are kept and, where several processes share that place, how these tell each other. */
export interface SessionBackend {
  store: Store;
  channel?: SessionChannel;
  /** Ends what has expired though nobody asks for it; how many, as far as the store can tell. */
  sweep(): Promise<number>;
}

export interface SharedBackendOptions {
  /** Host, port, user and database. */
  url: URL;
  password: string | undefined;
  /** undefined: without TLS. Without `ca` the system's certificates are trusted. */
  tls: { ca?: string } | undefined;
  /** Of a session whose cookie names no end. */
  maxAgeMs: number;
  listener: SessionListener;
  lifetime: Lifetime;
  log: Logger;
}

export interface BackendOptions {
  config: SessionsConfig;
  memory: Omit<MemoryStoreOptions, "maxAgeMs" | "most">;
  listener: SessionListener;
  lifetime: Lifetime;
  log: Logger;
}

/** A wall has a handful. This is for who is found by a program that signs in again and again. */
const mostSessions = 10_000;

/** Opens the store that is configured. The clients of the shared ones are loaded only where they are used. */
export async function openBackend({ config, memory, ...options }: BackendOptions): Promise<SessionBackend> {
  const { maxAgeMs, shared } = config;
  if (!shared) {
    const store = new MemoryStore({ ...memory, maxAgeMs, most: mostSessions });
    return { store, sweep: async () => store.sweep() };
  }
  const sharedOptions = { ...options, ...(await readConnection(shared)), maxAgeMs };
  switch (shared.kind) {
    case "redis": {
      const { openRedisBackend } = await import("./redis-store.ts");
      return openRedisBackend(sharedOptions);
    }
    case "postgres": {
      const { openPostgresBackend } = await import("./postgres-store.ts");
      return openPostgresBackend(sharedOptions);
    }
  }
}

/** With the secret and the certificates themselves. Throws ExpectedError where one cannot be read. */
async function readConnection({ url, password, tls, ca }: SharedStoreConfig) {
  return {
    url,
    password: password && (await readSecret(password)),
    tls: tls ? (ca === undefined ? {} : { ca: await readCertificates(ca) }) : undefined,
  };
}

async function readCertificates(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (failure) {
    throw new ExpectedError(`sessions.tls.ca cannot be read: ${reasonOf(failure)}`);
  }
}
