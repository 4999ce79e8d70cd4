import { mergeSamples } from "../../history/rows.ts";
import { thinRows } from "../../history/thin-rows.ts";
import type { Level } from "../../protocol/frames.ts";
import type { Answers, Query, View } from "../define.ts";
import { describeHost } from "./about.ts";
import type { Dashboard, Standing } from "./dashboard.ts";
import { type Quantity, readQuantity } from "./quantity.ts";

const mostSeriesRows = 600;
const mostTrendRows = 120;
const mostRanked = 100;

/** That a machine has no swap or no sensor is nothing bad; that it cannot be looked at is. */
const levels: Record<Standing["is"], Level> = { measured: "ok", absent: "ok", unseen: "unknown" };

/** @param systemName the operating system and its release */
export function answerFrom(dashboard: Dashboard, systemName: () => string): Answers {
  return {
    stat: (query) => statView(dashboard, quantityOf(query), query.lastMs),
    series: (query) => seriesView(dashboard, quantityOf(query), query.lastMs),
    ranking: (query) => rankingView(dashboard, quantityOf(query)),
    text: () => () => ({ kind: "text", text: describeHost(systemName()) }),
  };
}

function quantityOf({ text }: Query): Quantity {
  const quantity = readQuantity(text);
  // A query that names nothing was refused with the configuration.
  if (typeof quantity === "string") throw new Error(quantity);
  return quantity;
}

function statView(dashboard: Dashboard, { key, unit }: Quantity, lastMs: number): View<"stat"> {
  const history = dashboard.history(key);
  return () => {
    const standing = dashboard.standing(key);
    if (!standing) return undefined;
    const measured = standing.is === "measured";
    const { times, values } = history.since(Date.now() - lastMs);
    const trend = thinRows({ times, columns: [values] }, { most: mostTrendRows, windowMs: lastMs }).columns[0] ?? [];
    return {
      kind: "stat",
      name: measured ? standing.name : `${standing.name}: ${standing.why}`,
      value: measured ? standing.value : null,
      unit,
      level: levels[standing.is],
      trend,
    };
  };
}

function rankingView(dashboard: Dashboard, { key, unit }: Quantity): View<"ranking"> {
  return () => {
    const parts = dashboard.parts(key);
    if (!parts) return undefined;
    const items = Array.from(parts, ([name, value]) => ({ name, value, level: "ok" as const }));
    return { kind: "ranking", unit, items: items.toSorted((a, b) => b.value - a.value).slice(0, mostRanked) };
  };
}

function seriesView(dashboard: Dashboard, { unit, lines }: Quantity, lastMs: number): View<"series"> {
  const histories = lines.map(({ key }) => dashboard.history(key));
  return () => {
    const standings = lines.map(({ key }) => dashboard.standing(key));
    if (standings.every((standing) => standing === undefined)) return undefined;
    const from = Date.now() - lastMs;
    const holdMs = dashboard.holdMs(lines[0]?.key ?? "");
    const merged = mergeSamples(
      histories.map((history) => history.since(from)),
      holdMs,
    );
    const { times, columns } = thinRows(merged, { most: mostSeriesRows, windowMs: lastMs });
    const series = lines.map(({ name }, index) => {
      const standing = standings[index];
      const words = standing && standing.is !== "measured" ? `${name}: ${standing.why}` : name;
      return { name: words, level: levels[standing?.is ?? "measured"], values: columns[index] ?? [] };
    });
    return { kind: "series", unit, times, series };
  };
}
