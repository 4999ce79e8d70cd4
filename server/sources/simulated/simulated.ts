import { z } from "zod";
import { duration } from "../../protocol/duration.ts";
import { defineSource, type Query, type View } from "../define.ts";
import { eventsBefore, type Quantity, quantities } from "./network.ts";

const mostSamples = 600;
const trendSamples = 120;
const mostEvents = 100;

interface Pace {
  seed: number;
  everyMs: number;
}

/** A made-up network, to show a living wall where there is nothing to watch yet. It raises no conditions. */
export const simulated = defineSource({
  simulated: true,
  options: z.strictObject({
    every: duration("100ms", "1h").prefault("1s"),
    /** Another seed makes another network. */
    seed: z.int("must be a whole number").default(1),
  }),
  cadenceMs: ({ every }) => every,
  queryFault(kind, query) {
    switch (kind) {
      case "stat":
      case "series":
        return quantityOf(query) ? undefined : `must be one of ${Object.keys(quantities).join(", ")}`;
      case "events":
        return query === undefined || query === "events" ? undefined : 'must be "events", or left out';
      default:
        return `a simulated network has no ${kind}; use a stat, series or events panel`;
    }
  },
  start({ every, seed }, { lifetime, observed }) {
    const pace = { seed, everyMs: every };
    lifetime.after(0, () => observed([]));
    lifetime.every(every, () => observed([]));
    return {
      stat: (query) => statView(query, pace),
      series: (query) => seriesView(query, pace),
      events: () => () => ({ kind: "events", events: eventsBefore(seed, Date.now(), mostEvents) }),
    };
  },
});

function quantityOf(query: string | undefined): Quantity | undefined {
  return query !== undefined && Object.hasOwn(quantities, query) ? quantities[query] : undefined;
}

function statView({ text, lastMs }: Query, { seed, everyMs }: Pace): View<"stat"> {
  const quantity = quantityOf(text);
  return () => {
    if (!quantity) return undefined;
    const times = sampleTimes(lastMs, everyMs, trendSamples);
    const total = (at: number) => quantity.lines.reduce((sum, line) => sum + line.value(seed, at), 0);
    const trend = times.map(total);
    return { kind: "stat", name: quantity.name, value: trend.at(-1) ?? null, unit: quantity.unit, level: "ok", trend };
  };
}

function seriesView({ text, lastMs }: Query, { seed, everyMs }: Pace): View<"series"> {
  const quantity = quantityOf(text);
  return () => {
    if (!quantity) return undefined;
    const times = sampleTimes(lastMs, everyMs, mostSamples);
    const series = quantity.lines.map(({ name, value }) => ({
      name,
      level: "ok" as const,
      values: times.map((at) => value(seed, at)),
    }));
    return { kind: "series", unit: quantity.unit, times, series };
  };
}

/** Moments over the window, on a grid that stays where it is as the window moves on; the newest is at most `everyMs` old. */
function sampleTimes(lastMs: number, everyMs: number, most: number): number[] {
  const stepMs = everyMs * Math.max(1, Math.ceil(lastMs / everyMs / (most - 2)));
  const now = Math.floor(Date.now() / everyMs) * everyMs;
  const newest = Math.floor(now / stepMs) * stepMs;
  const count = Math.floor((newest - (now - lastMs)) / stepMs) + 1;
  const times = Array.from({ length: count }, (_, index) => newest - (count - 1 - index) * stepMs);
  return newest === now ? times : [...times, now];
}
