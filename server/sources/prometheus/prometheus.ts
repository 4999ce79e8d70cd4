import { z } from "zod";
import { ExpectedError, reasonOf } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { duration } from "../../protocol/duration.ts";
import { type Condition, defineSource, type Query } from "../define.ts";
import { gather } from "../gather.ts";
import { Api } from "../remote/api.ts";
import { apiOptions, oneAuthorization } from "../remote/api-options.ts";
import { poll } from "../remote/poll.ts";
import { remotesOfApi } from "../remote/remote-of.ts";
import { mebibyte } from "../remote/request.ts";
import { rankingView, seriesView, statView } from "./answers.ts";
import { type Asked, Shared } from "./asked.ts";
import { PrometheusClient, type Warning } from "./client.ts";
import { Instant } from "./instant.ts";
import { Range } from "./range.ts";

/** The answers of a round are shown together: one that takes longer than this is shown when it is there. */
const roundMs = 1000;
const gatherMs = 100;
const mostBytes = 8 * mebibyte;

/** Asks a Prometheus, or what speaks its query API (Thanos, Mimir, VictoriaMetrics), the panels' PromQL. */
export const prometheus = defineSource({
  options: z.strictObject({ ...apiOptions, every: duration("1s", "1h").prefault("15s") }).superRefine(oneAuthorization),
  cadenceMs: ({ every }) => every,
  remotes: (options, folder) => remotesOfApi(options, folder),
  queryFault(kind, query) {
    if (kind !== "stat" && kind !== "series" && kind !== "ranking") {
      return `a Prometheus has no ${kind}; use a stat, series or ranking panel`;
    }
    return query?.trim() ? undefined : 'must be PromQL, such as "sum(rate(ifHCInOctets[5m])) * 8"';
  },
  start(options, { lifetime, folder, log, observed, failing }) {
    const everyMs = options.every;
    const limitMs = Math.max(2000, Math.min(10_000, everyMs));
    const api = new Api({ options, folder, what: "Prometheus", limitMs, mostBytes });
    const client = new PrometheusClient(api, { lifetime, limitMs });
    const instants = new Shared<Instant>((query) => client.forget(query));
    const ranges = new Shared<Range>();
    const tell = gather(lifetime, gatherMs, () => observed(warned(client.warnings), { skew: { ms: client.aheadMs } }));
    let isRound = false;
    const again = poll(lifetime, everyMs, async () => {
      try {
        await client.greet();
      } catch (failure) {
        if (!(failure instanceof ExpectedError)) log.error({ err: failure }, "Prometheus could not be asked");
        if (!lifetime.over) failing(reasonOf(failure));
        return false;
      }
      isRound = true;
      const answers = [...instants.all, ...ranges.all].map(ask);
      await Promise.race([Promise.all(answers), new Promise<void>((resolve) => lifetime.after(roundMs, resolve))]);
      isRound = false;
      tell();
      return true;
    });
    const ask = async (one: Asked): Promise<void> => {
      const outcome = await one.ask();
      if (outcome === "again") again();
      else if (!isRound) tell();
    };
    const begun = <Q extends { asked: Asked }>(query: Q): Q => {
      // Before Prometheus was heard from, the first round asks for it.
      if (client.heardFrom) void ask(query.asked);
      return query;
    };
    const instantOf = ({ text = "" }: Query, own: Lifetime) =>
      begun(instants.use(text, () => new Instant(client, text), own));
    const rangeOf = ({ text = "", lastMs }: Query, own: Lifetime) =>
      begun(ranges.use(`${lastMs} ${text}`, () => new Range(client, { query: text, lastMs, everyMs }), own));
    return {
      stat: (query, own) => statView(query.text ?? "", instantOf(query, own), rangeOf(query, own)),
      series: (query, own) => seriesView(instantOf(query, own), rangeOf(query, own), () => client.aheadMs),
      ranking: (query, own) => rankingView(instantOf(query, own)),
    };
  },
});

/** An answer with a warning is not all of it: a store of Thanos was out of reach, a quantile made no sense. */
function warned(warnings: Warning[]): Condition[] {
  const byQuery = new Map(warnings.map(({ query, text }) => [query, text]));
  const [first] = byQuery;
  if (!first) return [];
  const [query, text] = first;
  const more = byQuery.size > 1 ? ` and ${byQuery.size - 1} more` : "";
  const summary = `${text} (${query.slice(0, 80)}${more})`;
  return [{ identity: "warning", name: "Answers are not complete", severity: "warning", summary, labels: {} }];
}
