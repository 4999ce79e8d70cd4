import type { Rows } from "./rows.ts";

/** An interval keeps both extremes in their order, whether there was a gap, and its last value. */
const rowsPerInterval = 4;

/**
 * At most `most` rows that draw the same picture: every extreme and every gap survives, and the last row is the last
 * one given. Intervals are cut at multiples of their length, so that a picture that moves on does not shimmer.
 * @param windowMs the time that the rows reach back at most
 */
export function thinRows(rows: Rows, { most, windowMs }: { most: number; windowMs: number }): Rows {
  const { times, columns } = rows;
  if (times.length <= most) return rows;
  const spanMs = Math.max(windowMs, (times.at(-1) ?? 0) - (times[0] ?? 0));
  const intervalMs = spanMs / (Math.floor(most / rowsPerInterval) - 1);
  const thinned: Rows = { times: [], columns: columns.map(() => []) };
  for (const { start, end } of intervals(times, intervalMs)) {
    thinned.times.push(...thinTimes(times.slice(start, end)));
    for (const [index, column] of columns.entries()) {
      thinned.columns[index]?.push(...thinValues(column.slice(start, end)));
    }
  }
  return thinned;
}

function intervals(times: number[], intervalMs: number): { start: number; end: number }[] {
  const starts = times.flatMap((time, index) => {
    const before = times[index - 1];
    return before !== undefined && Math.floor(before / intervalMs) === Math.floor(time / intervalMs) ? [] : [index];
  });
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? times.length }));
}

function thinTimes(times: number[]): number[] {
  const [first] = times;
  const last = times.at(-1);
  if (times.length <= rowsPerInterval || first === undefined || last === undefined) return times;
  const step = (last - first) / (rowsPerInterval - 1);
  return [first, first + step, first + 2 * step, last];
}

function thinValues(values: (number | null)[]): (number | null)[] {
  if (values.length <= rowsPerInterval) return values;
  let least: number | null = null;
  let most: number | null = null;
  let mostIsLater = false;
  let gap = false;
  for (const value of values) {
    if (value === null) gap = true;
    else {
      if (most === null || value > most) [most, mostIsLater] = [value, true];
      if (least === null || value < least) [least, mostIsLater] = [value, false];
    }
  }
  const last = values.at(-1) ?? null;
  return mostIsLater ? [least, most, gap ? null : last, last] : [most, least, gap ? null : last, last];
}
