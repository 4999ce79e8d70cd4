import { thinRows } from "../../history/thin-rows.ts";
import type { FrameOf } from "../../protocol/frames.ts";
import { type Labels, namesApart, tellingValue } from "../label-names.ts";
import { QueryRefused, type Reading } from "./answer.ts";
import type { Instant } from "./instant.ts";
import { labelsKey, type Range } from "./range.ts";

/** More lines than a wall can tell apart: the ones with the largest and the smallest values stand for them. */
const mostLines = 20;
const mostTrendRows = 120;
/** Values in one frame of a chart; many lines are drawn with fewer points. */
const mostValues = 6000;
const mostItems = 50;
/** A clock that is less wrong than this moves no chart. */
const tolerableSkewMs = 5000;

/** Undefined until the query was first answered. Throws why it cannot be. */
export function statFrame(query: string, instant: Instant, range: Range): FrameOf<"stat"> | undefined {
  instant.assertAnswered();
  range.assertAnswered();
  if (!instant.newest) return undefined;
  const { readings } = instant.newest;
  const [reading] = readings;
  if (readings.length > 1) {
    const words = `the query gives ${readings.length} values and this panel shows one`;
    throw new QueryRefused(`${words}; take sum(…) or max(…) of them, or narrow the labels`);
  }
  const value = reading?.value ?? null;
  if (value !== null && !Number.isFinite(value)) {
    throw new QueryRefused(`the query gives ${value > 0 ? "+Inf" : "-Inf"}; does it divide by zero?`);
  }
  const name = reading ? (value === null ? "what the query gives is not a number" : query) : "the query finds nothing";
  return { kind: "stat", name, value, unit: "", level: "ok", trend: trendOf(range, reading) };
}

/** The line of what is shown now; where that was another one before, of any that there was. */
function trendOf(range: Range, reading: Reading | undefined): (number | null)[] {
  const times = range.points;
  const own = reading && range.lines.get(labelsKey(reading.labels));
  const lines = [...(own ? [own] : []), ...range.lines.values()];
  const column = times.map((at) => lines.find(({ samples }) => samples.has(at))?.samples.get(at) ?? null);
  const known = column.findIndex((value) => value !== null);
  if (known === -1) return [];
  const windowMs = times.length * range.stepSeconds * 1000;
  const rows = { times: times.map((at) => at * 1000), columns: [column] };
  return thinRows(rows, { most: mostTrendRows, windowMs }).columns[0] ?? [];
}

interface Column {
  labels: Labels;
  values: (number | null)[];
  newest: number | null;
}

/** @param aheadMs how far Prometheus's clock is ahead: a chart is dated by this machine's */
export function seriesFrame(instant: Instant, range: Range, aheadMs: number): FrameOf<"series"> | undefined {
  instant.assertAnswered();
  range.assertAnswered();
  const points = range.points;
  if (!instant.newest || points.length === 0) return undefined;
  const { readings, at } = instant.newest;
  // The points lie up to a step back: on a chart of 30 days that is an hour, and limits are to be judged by what is now.
  const now = Math.max(at, (points.at(-1) ?? 0) + 0.001);
  const columns = columnsOf(readings, range, points);
  const names = namesApart(columns.map(({ labels }) => labels));
  const named = columns.map((column, index) => ({ ...column, name: names[index] ?? "" }));
  const shown = telling(named);
  const shift = Math.abs(aheadMs) < tolerableSkewMs ? 0 : Math.round(aheadMs / 1000) * 1000;
  const rows = thinRows(
    { times: [...points, now].map((second) => second * 1000 - shift), columns: shown.map(({ values }) => values) },
    { most: Math.max(120, Math.floor(mostValues / shown.length)), windowMs: points.length * range.stepSeconds * 1000 },
  );
  const series = shown.map(({ name }, index) => ({ name, level: "ok" as const, values: rows.columns[index] ?? [] }));
  const more = columns.length - shown.length;
  return { kind: "series", unit: "", times: rows.times, series, ...(more > 0 ? { more } : {}) };
}

function columnsOf(readings: Reading[], range: Range, points: number[]): Column[] {
  const newest = new Map(readings.map(({ labels, value }) => [labelsKey(labels), { labels, value }]));
  const keys = [...new Set([...range.lines.keys(), ...newest.keys()])];
  return keys.map((key) => {
    const line = range.lines.get(key);
    const reading = newest.get(key);
    const value = finite(reading?.value ?? null);
    const values = [...points.map((at) => line?.samples.get(at) ?? null), value];
    return { labels: line?.labels ?? reading?.labels ?? {}, values, newest: value };
  });
}

function telling<C extends Column & { name: string }>(columns: C[]): C[] {
  const byName = (some: C[]) => some.toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  if (columns.length <= mostLines) return byName(columns);
  const present = columns.filter(({ newest }) => newest !== null);
  const ranked = present.toSorted((a, b) => (b.newest ?? 0) - (a.newest ?? 0));
  if (ranked.length <= mostLines) return byName(ranked);
  return byName([...ranked.slice(0, mostLines / 2), ...ranked.slice(-mostLines / 2)]);
}

/** Largest first. What is no number, or infinite, has no place among numbers. */
export function rankingFrame(instant: Instant): FrameOf<"ranking"> | undefined {
  instant.assertAnswered();
  if (!instant.newest) return undefined;
  const { readings } = instant.newest;
  const names = namesApart(readings.map(({ labels }) => labels));
  const items = readings.flatMap(({ labels, value }, index) => {
    const name = names[index] || tellingValue(labels) || labels["__name__"] || "all";
    return value === null || !Number.isFinite(value) ? [] : [{ name, value, level: "ok" as const }];
  });
  items.sort((a, b) => b.value - a.value);
  return { kind: "ranking", unit: "", items: items.slice(0, mostItems) };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
