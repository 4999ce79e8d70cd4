import type { Samples } from "./time-series.ts";

/** Several series on one ascending time axis: `columns[i][k]` is the value of series i at `times[k]`. */
export interface Rows {
  times: number[];
  columns: (number | null)[][];
}

/**
 * Puts series that were sampled at different moments on one axis. A sample holds until the next, but no longer than
 * `holdMs`: from then on there is nothing, so that a silence is a gap in the line and never a bridge over it.
 */
export function mergeSamples(series: Samples[], holdMs: number): Rows {
  const axis = new Set(series.flatMap(({ times }) => times));
  const end = Math.max(...series.map(({ times }) => times.at(-1) ?? 0));
  for (const { times } of series) {
    for (const [index, time] of times.entries()) {
      if ((times[index + 1] ?? end) - time > holdMs) axis.add(time + holdMs + 1);
    }
  }
  const times = [...axis].toSorted((a, b) => a - b);
  return { times, columns: series.map((samples) => hold(samples, times, holdMs)) };
}

function hold({ times, values }: Samples, axis: number[], holdMs: number): (number | null)[] {
  let newest = -1;
  return axis.map((at) => {
    while ((times[newest + 1] ?? Number.POSITIVE_INFINITY) <= at) newest += 1;
    const measuredAt = times[newest];
    return measuredAt === undefined || at - measuredAt > holdMs ? null : (values[newest] ?? null);
  });
}
