import { mergeSamples } from "../../history/rows.ts";
import { thinRows } from "../../history/thin-rows.ts";
import type { FrameOf, Level } from "../../protocol/frames.ts";
import type { Answers, Query, View } from "../define.ts";
import { upQuery } from "./options.ts";
import { splitNames, targetMatcher } from "./query.ts";
import type { Entry, TargetBook } from "./target-book.ts";

const mostSeriesRows = 600;
const mostTrendRows = 120;
const mostRanked = 100;
const worstFirst: Level[] = ["critical", "unknown", "warning"];

/** @param everyMs the cadence: a latency stands for two of them, then there is a gap */
export function answerFrom(book: TargetBook, everyMs: number): Answers {
  const holdMs = 2 * everyMs;
  return {
    states: ({ text }) => {
      const isNamed = targetMatcher(splitNames(text));
      return () => ({ kind: "states", states: named(book, isNamed).map(({ state }) => state) });
    },
    events: ({ text }) => {
      const isNamed = targetMatcher(splitNames(text));
      return () => ({ kind: "events", events: book.events.filter(({ subject }) => isNamed(subject)) });
    },
    series: (query) => seriesView(book, query, holdMs),
    ranking: (query) => rankingView(book, query),
    uptime: ({ text }) => {
      const isNamed = targetMatcher(splitNames(text));
      return () => ({ kind: "uptime", since: book.startedAt, targets: uptimeOf(named(book, isNamed)) });
    },
    stat: (query) => (query.text === upQuery ? upView(book, query) : latencyView(book, query)),
  };
}

/** Drawn anew only when one of its targets was checked: this is dear, and asked for whenever any target was. */
function seriesView(book: TargetBook, { text, lastMs }: Query, holdMs: number): View<"series"> {
  const isNamed = targetMatcher(splitNames(text));
  let drawn: { of: string; frame: FrameOf<"series"> } | undefined;
  return () => {
    const entries = named(book, isNamed);
    const of = entries.map(({ target, checks }) => `${target.name} ${checks}`).join();
    if (drawn?.of !== of) drawn = { of, frame: drawSeries(entries, lastMs, holdMs) };
    return drawn.frame;
  };
}

function drawSeries(entries: Entry[], lastMs: number, holdMs: number): FrameOf<"series"> {
  const from = Date.now() - lastMs;
  const samples = entries.map(({ latency }) => latency.since(from));
  const rows = thinRows(mergeSamples(samples, holdMs), { most: mostSeriesRows, windowMs: lastMs });
  const series = entries.map(({ state: { name, level } }, index) => ({
    name,
    level,
    values: rows.columns[index] ?? [],
  }));
  return { kind: "series", unit: "ms", times: rows.times, series };
}

function uptimeOf(entries: Entry[]): FrameOf<"uptime">["targets"] {
  const now = Date.now();
  return entries.map(({ state: { id, name, level }, uptime }) => ({ id, name, level, days: uptime.days(now) }));
}

/** The slowest answers, as the mean over the window: the newest alone would make the order jump. */
function rankingView(book: TargetBook, { text, lastMs }: Query): View<"ranking"> {
  const isNamed = targetMatcher(splitNames(text));
  return () => {
    const from = Date.now() - lastMs;
    const items = named(book, isNamed).flatMap(({ state: { name, level }, latency }) => {
      const answered = latency.since(from).values.filter((value) => value !== null);
      if (answered.length === 0) return [];
      return [{ name, level, value: answered.reduce((sum, value) => sum + value, 0) / answered.length }];
    });
    const ranked = items.toSorted((a, b) => b.value - a.value).slice(0, mostRanked);
    return { kind: "ranking", unit: "ms", items: ranked };
  };
}

function latencyView(book: TargetBook, { text = "", lastMs }: Query): View<"stat"> {
  const name = text.trim();
  return () => {
    const entry = book.get(name);
    // Only discovery brings and takes targets; a configured name was checked with the configuration.
    if (!entry)
      return { kind: "stat", name: `no target ${name}`, value: null, unit: "ms", level: "unknown", trend: [] };
    const { state, latency } = entry;
    const value = latency.latest();
    const label = value === null ? `${name}: ${state.reason}` : name;
    return { kind: "stat", name: label, value, unit: "ms", level: state.level, trend: trendOf(latency, lastMs) };
  };
}

function upView(book: TargetBook, { lastMs }: Query): View<"stat"> {
  return () => {
    const { entries, upCount, upHistory } = book;
    const level = worstFirst.find((one) => entries.some(({ state }) => state.level === one)) ?? "ok";
    const unit = `of ${entries.length} up`;
    const checked = entries.some(({ result }) => result !== undefined);
    return {
      kind: "stat",
      name: "Targets up",
      value: checked ? upCount : null,
      unit,
      level,
      trend: trendOf(upHistory, lastMs),
    };
  };
}

function trendOf(history: Entry["latency"], lastMs: number): (number | null)[] {
  const { times, values } = history.since(Date.now() - lastMs);
  return thinRows({ times, columns: [values] }, { most: mostTrendRows, windowMs: lastMs }).columns[0] ?? [];
}

function named(book: TargetBook, isNamed: (target: string) => boolean): Entry[] {
  return book.entries.filter(({ target }) => isNamed(target.name));
}
