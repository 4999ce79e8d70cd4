import { Client, type ClientConfig } from "pg";
import type { Logger } from "pino";
import { reasonOf } from "../expected-error.ts";
import type { Lifetime } from "../lifetime.ts";
import { parseMessage } from "../protocol/parse.ts";
import { type SessionChannel, type SessionListener, sessionNews } from "./session-news.ts";

const topic = "nocturne_sessions";
const firstRetryMs = 100;
const longestRetryMs = 2000;
/** How often a connection that hears nothing is asked whether it is still there. */
const pingEveryMs = 5000;

export interface PostgresChannelOptions {
  connection: ClientConfig;
  /** Run on each new connection, before it listens. */
  prepare: string;
  listener: SessionListener;
  lifetime: Lifetime;
  log: Logger;
}

/** LISTEN and NOTIFY on one connection, so that news arrive in the order in which they were told. It is re-made for ever. */
export function openPostgresChannel({
  connection,
  prepare,
  listener,
  lifetime,
  log,
}: PostgresChannelOptions): SessionChannel {
  let listening: Client | undefined;
  let retries = 0;

  const connect = async (): Promise<void> => {
    const client = new Client(connection);
    const broken = once((failure: unknown) => {
      if (listening === client) listening = undefined;
      client.end().catch(() => undefined);
      if (lifetime.over) return;
      log.debug({ reason: reasonOf(failure) }, "postgres channel");
      lifetime.after(Math.min(longestRetryMs, firstRetryMs * 2 ** retries), () => void connect());
      retries += 1;
    });
    client.on("error", broken);
    client.on("end", () => broken(new Error("the connection ended")));
    client.on("notification", ({ payload = "" }) => {
      const parsed = parseMessage(sessionNews, payload);
      if (parsed.ok) listener.heard(parsed.value);
    });
    try {
      await client.connect();
      await client.query(prepare);
      await client.query(`LISTEN ${topic}`);
    } catch (failure) {
      return broken(failure);
    }
    if (lifetime.over) return void client.end().catch(() => undefined);
    retries = 0;
    listening = client;
    listener.doubted();
  };

  lifetime.every(pingEveryMs, () => {
    listening?.query("SELECT 1").catch((failure: unknown) => listening?.emit("error", failure));
  });
  lifetime.onEnd(async () => {
    await listening?.end().catch(() => undefined);
  });
  void connect();
  return {
    async publish(news) {
      if (!listening) throw new Error("postgres is not connected");
      await listening.query("SELECT pg_notify($1, $2)", [topic, JSON.stringify(news)]);
    },
  };
}

function once<T>(run: (value: T) => void): (value: T) => void {
  let isDone = false;
  return (value) => {
    if (isDone) return;
    isDone = true;
    run(value);
  };
}
