import { thinRows } from "../../history/thin-rows.ts";
import type { FrameOf } from "../../protocol/frames.ts";
import type { View } from "../define.ts";
import { namesApart, tellingValue } from "../label-names.ts";
import { QueryRefused, type Reading } from "./answer.ts";
import type { Instant } from "./instant.ts";
import { labelsKey, type Range } from "./range.ts";

/** More lines than a wall can tell apart: the ones with the largest and the smallest values stand for them. */
const mostLines = 20;
const mostTrendRows = 120;
/** Values in one frame of a chart; many lines are drawn with fewer points. */
const mostValues = 6000;
const fewestRows = 120;
const mostItems = 50;
/** A clock that is less wrong than this moves no chart. */
const tolerableSkewMs = 5000;

/** Drawn anew only when there is another answer: views are asked whenever any query was answered. Throws the fault. */
function view<F>(instant: Instant, answered: () => unknown, draw: (readings: Reading[], at: number) => F | undefined) {
  let last: { newest: unknown; answered: unknown; frame: F | undefined } | undefined;
  return () => {
    if (instant.asked.fault) throw instant.asked.fault;
    const { newest } = instant;
    if (!newest) return undefined;
    const of = { newest, answered: answered() };
    if (last?.newest !== of.newest || last.answered !== of.answered) {
      last = { ...of, frame: draw(newest.readings, newest.at) };
    }
    return last.frame;
  };
}

export function statView(query: string, instant: Instant, range: Range): View<"stat"> {
  return view(
    instant,
    () => range.lines,
    (readings): FrameOf<"stat"> => {
      const [reading] = readings;
      if (readings.length > 1) {
        const words = `the query gives ${readings.length} values and this panel shows one`;
        throw new QueryRefused(`${words}; take sum(…) or max(…) of them, or narrow the labels`);
      }
      const value = reading?.value ?? null;
      if (value !== null && !Number.isFinite(value)) {
        throw new QueryRefused(`the query gives ${value > 0 ? "+Inf" : "-Inf"}; does it divide by zero?`);
      }
      const nothing = reading ? "what the query gives is not a number" : "the query finds nothing";
      // The value is what counts: where its past cannot be had, it stands alone.
      const trend = range.asked.fault ? [] : trendOf(range, reading);
      return { kind: "stat", name: value === null ? nothing : query, value, unit: "", level: "ok", trend };
    },
  );
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

/** @param aheadMs how far Prometheus's clock is ahead: a chart is dated by this machine's */
export function seriesView(instant: Instant, range: Range, aheadMs: () => number): View<"series"> {
  const drawn = view(
    instant,
    () => range.lines,
    (readings, at) => (range.points.length === 0 ? undefined : drawSeries(readings, at, { range, aheadMs: aheadMs() })),
  );
  return () => {
    if (range.asked.fault) throw range.asked.fault;
    return drawn();
  };
}

interface Past {
  range: Range;
  aheadMs: number;
}

function drawSeries(readings: Reading[], at: number, { range, aheadMs }: Past): FrameOf<"series"> {
  const points = range.points;
  // The points lie up to a step back: on a chart of 30 days that is an hour, and limits are to be judged by what is now.
  const now = Math.max(at, (points.at(-1) ?? 0) + 0.001);
  const all = linesOf(readings, range);
  const shown = telling(all);
  const shift = Math.abs(aheadMs) < tolerableSkewMs ? 0 : Math.round(aheadMs / 1000) * 1000;
  const times = [...points, now].map((second) => second * 1000 - shift);
  const columns = shown.map(({ samples, newest }) => [...points.map((point) => samples?.get(point) ?? null), newest]);
  const rows = thinRows(
    { times, columns },
    {
      most: Math.max(fewestRows, Math.floor(mostValues / shown.length)),
      windowMs: points.length * range.stepSeconds * 1000,
    },
  );
  const series = shown.map(({ name }, index) => ({ name, level: "ok" as const, values: rows.columns[index] ?? [] }));
  const more = all.length - shown.length;
  return { kind: "series", unit: "", times: rows.times, series, ...(more > 0 ? { more } : {}) };
}

interface NamedLine {
  name: string;
  samples: ReadonlyMap<number, number> | undefined;
  newest: number | null;
}

/** All that there was in the window, and is now. */
function linesOf(readings: Reading[], { lines }: Range): NamedLine[] {
  const now = new Map(readings.map((reading) => [labelsKey(reading.labels), reading]));
  const all = [...new Set([...lines.keys(), ...now.keys()])].map((key) => {
    const [line, reading] = [lines.get(key), now.get(key)];
    const labels = line?.labels ?? reading?.labels ?? {};
    return { labels, samples: line?.samples, newest: finite(reading?.value ?? null) };
  });
  const names = namesApart(all.map(({ labels }) => labels));
  return all.map(({ samples, newest }, index) => ({ name: names[index] ?? "", samples, newest }));
}

function telling(lines: NamedLine[]): NamedLine[] {
  if (lines.length <= mostLines) return byName(lines);
  const ranked = lines.filter(({ newest }) => newest !== null).toSorted((a, b) => (b.newest ?? 0) - (a.newest ?? 0));
  if (ranked.length <= mostLines) return byName(ranked);
  return byName([...ranked.slice(0, mostLines / 2), ...ranked.slice(-mostLines / 2)]);
}

function byName(lines: NamedLine[]): NamedLine[] {
  return lines.toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

/** Largest first. What is no number, or infinite, has no place among numbers. */
export function rankingView(instant: Instant): View<"ranking"> {
  return view(
    instant,
    () => undefined,
    (readings): FrameOf<"ranking"> => {
      const names = namesApart(readings.map(({ labels }) => labels));
      const items = readings.flatMap(({ labels, value }, index) => {
        const name = names[index] || tellingValue(labels) || labels["__name__"] || "all";
        return value === null || !Number.isFinite(value) ? [] : [{ name, value, level: "ok" as const }];
      });
      items.sort((a, b) => b.value - a.value);
      return { kind: "ranking", unit: "", items: items.slice(0, mostItems) };
    },
  );
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
