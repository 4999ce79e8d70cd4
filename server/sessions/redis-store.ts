import { RedisStore } from "connect-redis";
import type { SessionData } from "express-session";
import { createClient } from "redis";
import { reasonOf } from "../expected-error.ts";
import { parseMessage } from "../protocol/parse.ts";
import type { SessionBackend, SharedBackendOptions } from "./session-backend.ts";
import { sessionNews } from "./session-news.ts";

const prefix = "nocturne:session:";
const topic = "nocturne:sessions";
const connectWithinMs = 2000;
/** A peer that answers no ping for so long is dead, whatever TCP says. */
const silenceMs = 5000;
const longestRetryMs = 2000;

/**
 * Sessions in Redis, which expires them by itself. It is connected to for ever, in the background: while it is away each
 * operation fails at once.
 */
export function openRedisBackend(options: SharedBackendOptions): SessionBackend {
  const { url, password, tls, maxAgeMs, listener, lifetime, log } = options;
  const { hostname, port, username, pathname } = url;
  const place = {
    host: hostname,
    port: Number(port || 6379),
    connectTimeout: connectWithinMs,
    socketTimeout: silenceMs,
  };
  const pace = { reconnectStrategy: (retries: number) => Math.min(longestRetryMs, 50 * 2 ** Math.min(retries, 10)) };
  const client = createClient({
    username: decodeURIComponent(username) || "default",
    ...(password === undefined ? {} : { password }),
    database: Number(pathname.slice(1) || 0),
    socket: tls ? { ...place, ...pace, ...tls, tls: true } : { ...place, ...pace },
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    pingInterval: silenceMs / 3,
  });
  const subscriber = client.duplicate();
  // The store's guard tells of failures; without a listener these events would end the process.
  client.on("error", (failure: unknown) => log.debug({ reason: reasonOf(failure) }, "redis"));
  subscriber.on("error", (failure: unknown) => log.debug({ reason: reasonOf(failure) }, "redis subscriber"));
  // Also after each reconnection: what was said in between was missed.
  subscriber.on("ready", () => listener.doubted());
  lifetime.onEnd(() => {
    for (const one of [client, subscriber]) if (one.isOpen) one.destroy();
  });
  // They go on trying by themselves, and fail only when they are destroyed.
  client.connect().catch(() => undefined);
  subscriber
    .connect()
    .then(() =>
      subscriber.subscribe(topic, (text) => {
        const parsed = parseMessage(sessionNews, text);
        if (parsed.ok) listener.heard(parsed.value);
      }),
    )
    .catch((failure: unknown) => {
      if (!lifetime.over) log.error({ reason: reasonOf(failure) }, "redis cannot be subscribed to");
    });
  return {
    store: new RedisStore({ client, prefix, ttl: Math.ceil(maxAgeMs / 1000), serializer }),
    channel: { publish: async (news) => void (await client.publish(topic, JSON.stringify(news))) },
    // Redis tells nobody how many it has expired.
    sweep: async () => 0,
  };
}

/** What is no session is answered as an empty object, for the guard to find and destroy. */
const serializer = {
  stringify: (session: object) => JSON.stringify(session),
  parse(text: string): SessionData {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the guard parses what each store answers
    return objectIn(text) as SessionData;
  },
};

function objectIn(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
