import path from "node:path";
import { z } from "zod";
import { duration } from "../protocol/duration.ts";
import type { SessionsConfig, SharedStoreConfig } from "./config.ts";
import { oneOf } from "./issue-words.ts";
import { resolveSecret, secret } from "./secret.ts";

const schemes = {
  redis: { allowed: ["redis:", "rediss:"], example: "redis://127.0.0.1:6379/0" },
  postgres: { allowed: ["postgres:", "postgresql:"], example: "postgres://nocturne@127.0.0.1:5432/nocturne" },
};

const stores = ["memory", "redis", "postgres"] as const;

/** The `sessions` of the configuration. */
export const sessionSettings = z
  .strictObject({
    store: z.enum(stores, { error: ({ input }) => oneOf(stores, input) }).default("memory"),
    max_age: duration("1m", "365d").prefault("24h"),
    /** An unlocked wall locks itself when nobody has used it for so long, and at the latest after so long. */
    unlock_idle: duration("10s", "1h").prefault("2m"),
    unlock_longest: duration("1m", "24h").prefault("30m"),
    /** Of a shared store. */
    url: z.string().max(2000).optional(),
    password: secret.optional(),
    tls: z.union([z.boolean(), z.strictObject({ ca: z.string().min(1).max(4096) })]).optional(),
    /** The secrets that sign the cookies, of which the first one signs. */
    secret: secret.optional(),
  })
  .superRefine(({ store, url, ...rest }, context) => {
    const fault = (key: string, message: string) => context.addIssue({ code: "custom", message, path: [key] });
    if (store === "memory") {
      for (const key of ["url", "password", "tls", "secret"] as const) {
        const isGiven = key === "url" ? url !== undefined : rest[key] !== undefined;
        if (isGiven) fault(key, "belongs to store: redis or postgres; sessions in memory need none");
      }
      return;
    }
    const words = urlFault(url, schemes[store]);
    if (words !== undefined) fault("url", words);
  });

/** What is wrong with the address, without repeating it: it might hold a password. */
function urlFault(text: string | undefined, { allowed, example }: (typeof schemes)["redis"]): string | undefined {
  const likeThis = `like ${example}`;
  if (text === undefined) return `must name the store's server, ${likeThis}`;
  const url = URL.parse(text);
  if (!url?.hostname || !allowed.includes(url.protocol))
    return `must be an address that begins with ${allowed[0]}//, ${likeThis}`;
  if (url.password !== "") return "must not hold the password; write password: { file: PATH } beside it";
  if (url.search !== "" || url.hash !== "")
    return `must end after the database, ${likeThis}; for TLS write tls: true beside it`;
  if (allowed[0] === "redis:" && !/^(\/\d*)?$/.test(url.pathname))
    return `must end in the database's number, ${likeThis}`;
  if (allowed[0] === "postgres:" && !/^\/[^/]+$/.test(url.pathname))
    return `must end in the database's name, ${likeThis}`;
  return undefined;
}

/** Paths start at the configuration's folder. */
export function toSessionsConfig(read: z.infer<typeof sessionSettings>, folder: string): SessionsConfig {
  return {
    maxAgeMs: read.max_age,
    unlockIdleMs: read.unlock_idle,
    unlockLongestMs: read.unlock_longest,
    shared: read.store === "memory" ? undefined : toShared(read.store, read, folder),
  };
}

function toShared(
  kind: SharedStoreConfig["kind"],
  { url = "", password, tls, secret }: z.infer<typeof sessionSettings>,
  folder: string,
): SharedStoreConfig {
  const address = new URL(url);
  return {
    kind,
    url: address,
    password: password && resolveSecret(password, folder),
    tls: address.protocol === "rediss:" || (tls !== undefined && tls !== false),
    ca: typeof tls === "object" ? path.resolve(folder, tls.ca) : undefined,
    secret: resolveSecret(secret ?? { env: "SESSION_SECRET" }, folder),
  };
}
