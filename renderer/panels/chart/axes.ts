import uPlot from "uplot";
import { formatClock, formatDay, formatMinute } from "../../theme/format-time.ts";

interface Limits {
  warn?: number | undefined;
  crit?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
}

/** A limit is drawn once the values come within so much of it; before, it would press the line to the floor. */
const limitFrom = 0.4;

/**
 * From zero, unless values are below it, to a little above the highest value or the limits in reach. What the
 * configuration fixes stays fixed.
 */
export function valueRange(least: number | null, most: number | null, limits: Limits): [number, number] {
  const low = limits.min ?? Math.min(0, least ?? 0);
  const highest = most ?? 1;
  const near = [limits.warn, limits.crit].filter((limit) => limit !== undefined && highest >= limitFrom * limit);
  const high = limits.max ?? Math.max(highest, ...near.map((limit) => limit ?? highest)) * 1.08;
  return high > low ? [low, high] : [low, low + 1];
}

interface TimeAxis {
  chart: uPlot;
  /** Between two labels, milliseconds. */
  step: number;
  labelPx: number;
}

/** Labels in local time, as fine as the step needs. One that would run over the edge of the chart is left out. */
export function timeLabels(splits: readonly number[], { chart, step, labelPx }: TimeAxis): string[] {
  const format = step < 60_000 ? formatClock : step < 86_400_000 ? formatMinute : formatDay;
  const half = ((step < 60_000 ? 1.5 : 1) * labelPx) / 2;
  const width = chart.bbox.width / uPlot.pxRatio;
  return splits.map((time) => {
    const left = chart.valToPos(time, "x");
    return left < half || left > width - half ? "" : format(time);
  });
}
