import { Counter, Gauge, Histogram, type Metric, type Registry } from "prom-client";
import { role } from "../protocol/messages.ts";
import type { Sessions } from "../sessions/sessions.ts";

/** What the metrics read of the sessions when they are asked for. */
export interface ObservedSessions {
  sessions: Sessions;
  /** How many sockets each session has, of those that have any. */
  socketsOfSessions(): number[];
}

const ageBucketsSeconds = [60, 600, 3600, 6 * 3600, 12 * 3600, 24 * 3600, 7 * 24 * 3600];

/** Sessions by role and age, their sockets, and the store that keeps them. */
export function observeSessions({ sessions, socketsOfSessions }: ObservedSessions, registry: Registry) {
  const add = (metric: Metric) => registry.registerMetric(metric);
  const registers: Registry[] = [];
  // All that is told of one scrape is read at once.
  let reading: Promise<Awaited<ReturnType<Sessions["all"]>> | undefined> | undefined;
  const read = () => {
    reading ??= sessions
      .all()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  // Processes that share a store all tell the same sessions: take the largest, not the sum.
  add(
    new Gauge({
      name: "nocturne_sessions",
      help: "Sessions in the store; none while it does not answer.",
      labelNames: ["role"],
      registers,
      async collect() {
        const all = await read();
        this.reset();
        for (const name of all ? role.options : []) {
          this.set({ role: name }, all?.filter(({ signedIn }) => signedIn.role === name).length ?? 0);
        }
      },
    }),
  );
  add(
    new Histogram({
      name: "nocturne_session_age_seconds",
      help: "Ages of the sessions that are in the store now, since their login.",
      labelNames: ["role"],
      buckets: ageBucketsSeconds,
      registers,
      async collect() {
        const all = await read();
        this.reset();
        for (const { signedIn, ageMs } of all ?? []) this.observe({ role: signedIn.role }, ageMs / 1000);
      },
    }),
  );
  add(
    new Gauge({
      name: "nocturne_session_store_up",
      help: "1 while the session store answers.",
      registers,
      async collect() {
        this.set(Number((await read()) !== undefined));
      },
    }),
  );
  add(
    new Counter({
      name: "nocturne_session_events_total",
      help: "Sessions created, destroyed, expired and evicted by this process, and its sweeps. Redis expires by itself.",
      labelNames: ["event"],
      registers,
      collect() {
        this.reset();
        for (const [event, count] of Object.entries(sessions.counts)) this.inc({ event }, count);
      },
    }),
  );
  add(
    new Histogram({
      name: "nocturne_session_sockets",
      help: "Open websockets of each session that has any.",
      buckets: [1, 2, 4, 8, 16],
      registers,
      collect() {
        this.reset();
        for (const count of socketsOfSessions()) this.observe(count);
      },
    }),
  );
  const storeAnswer = new Histogram({
    name: "nocturne_session_store_seconds",
    help: "How long the session store took to answer.",
    labelNames: ["operation"],
    buckets: [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2],
    registers,
  });
  add(storeAnswer);
  return { storeAnswer };
}
