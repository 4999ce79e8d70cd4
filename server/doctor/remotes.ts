import { isIP } from "node:net";
import type { Config, SharedStoreConfig } from "../config/config.ts";
import type { Remote } from "../sources/define.ts";

/** Where the wall goes, and what for: "edge", "sessions". */
export type NamedRemote = Remote & { of: string };

/** A wall of a thousand targets is tried in part: the test is over in seconds. */
export const mostRemotes = 200;

/** Everything that the configuration goes to over the network, each once. */
export function remotesOf({ sources, sessions }: Config): NamedRemote[] {
  const all: NamedRemote[] = [];
  for (const { id, configured } of sources) for (const one of configured.remotes()) all.push({ ...one, of: id });
  if (sessions.shared) all.push({ ...remoteOfStore(sessions.shared), of: "sessions" });
  const known = new Map<string, NamedRemote>();
  // What is essential to one and only watched by another is essential.
  for (const one of all.toSorted((a, b) => Number(b.essential) - Number(a.essential))) {
    const key = `${one.host} ${one.port ?? ""} ${one.tls ? (one.tls.ca ?? "tls") : ""}`;
    if (!known.has(key)) known.set(key, one);
  }
  return [...known.values()];
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

const usualPorts = { redis: 6379, postgres: 5432 };

/** PostgreSQL turns to TLS within its own protocol: to connect is all that can be tried from outside. */
function remoteOfStore({ kind, url, tls, ca }: SharedStoreConfig): Remote {
  const port = url.port === "" ? usualPorts[kind] : Number(url.port);
  return { host: url.hostname, port, tls: tls && kind === "redis" ? { ca } : undefined, essential: true };
}
