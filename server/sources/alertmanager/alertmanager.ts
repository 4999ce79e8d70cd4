import { z } from "zod";
import { ExpectedError, reasonOf } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { duration } from "../../protocol/duration.ts";
import { defineSource } from "../define.ts";
import { Api } from "../remote/api.ts";
import { apiOptions, oneAuthorization } from "../remote/api-options.ts";
import { poll } from "../remote/poll.ts";
import { remotesOfApi } from "../remote/remote-of.ts";
import { mebibyte } from "../remote/request.ts";
import { alertsOf, isWatchdog } from "./alert.ts";
import { AlertBook } from "./alert-book.ts";
import { readAlerts, readSilences } from "./answer.ts";
import { AlertCount, eventsFrame, statesFrame } from "./answers.ts";
import { queryFault } from "./query.ts";
import { Watchdog } from "./watchdog.ts";

/** Some ten thousand alerts: a storm, which is slow to be told, is no time to be blind. */
const mostBytes = 16 * mebibyte;
const limitMs = 10_000;

const options = z
  .strictObject({
    ...apiOptions,
    every: duration("1s", "1h").prefault("10s"),
    /** The name of an alert that always fires, to prove that alerts arrive. It is no alarm; its absence is. */
    watchdog: z.string("must be the name of an alert that always fires, such as Watchdog").min(1).max(200).optional(),
    /** For so long its absence is unknown; then it is critical. Prometheus repeats an alert once a minute. */
    watchdog_grace: duration("0s", "1h").prefault("90s"),
    severity_label: z.string().min(1).max(200).default("severity"),
    /** What the values of that label mean where it is not the usual. */
    severities: z.record(z.string(), z.enum(["critical", "warning", "unknown", "none"])).default({}),
  })
  .superRefine(oneAuthorization);

/** The alerts of a Prometheus Alertmanager: each is an alarm until it is resolved. */
export const alertmanager = defineSource({
  options,
  cadenceMs: ({ every }) => every,
  remotes: (options, folder) => remotesOfApi(options, folder),
  queryFault(kind, query) {
    if (kind === "states" || kind === "events" || kind === "stat") return queryFault(query);
    return `an Alertmanager has no ${kind}; use a status, events or stat panel`;
  },
  start({ every, watchdog: watchdogName, watchdog_grace, ...options }, { lifetime, folder, log, observed, failing }) {
    const api = new Api({ options, folder, what: "Alertmanager", limitMs, mostBytes });
    const book = new AlertBook();
    const watchdog = watchdogName === undefined ? undefined : new Watchdog(watchdogName, watchdog_grace);
    const counts = new Set<AlertCount>();
    poll(lifetime, every, async () => {
      try {
        const told = await askAlerts(api, lifetime);
        book.take(alertsOf(told, { ...options, watchdog: watchdogName }));
        watchdog?.heard(told.alerts.some(({ labels }) => isWatchdog(labels, { watchdog: watchdogName })));
      } catch (failure) {
        if (!(failure instanceof ExpectedError)) log.error({ err: failure }, "Alertmanager could not be asked");
        watchdog?.unheard();
        if (!lifetime.over) failing(reasonOf(failure));
        return false;
      }
      for (const count of counts) count.sample();
      observed([...(watchdog?.conditions() ?? []), ...book.conditions()]);
      return true;
    });
    return {
      states:
        ({ text }) =>
        () =>
          statesFrame(book, watchdog, text),
      events:
        ({ text }) =>
        () =>
          eventsFrame(book, text),
      stat(query, own) {
        const count = new AlertCount(book, query);
        counts.add(count);
        own.onEnd(() => void counts.delete(count));
        return () => count.frame();
      },
    };
  },
});

async function askAlerts(api: Api, lifetime: Lifetime) {
  const alerts = readAlerts(await api.ask("api/v2/alerts", {}, lifetime));
  const silenced = alerts.some(({ status }) => status.silencedBy?.length);
  const silences = silenced ? readSilences(await api.ask("api/v2/silences", {}, lifetime)) : [];
  return { alerts, silences };
}
