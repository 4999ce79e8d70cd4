import type { Size } from "../theme/use-size.ts";

export interface ClockLayout {
  columns: number;
  /** How many clocks have room. */
  shown: number;
  timePx: number;
  labelPx: number;
}

interface Clocks {
  count: number;
  /** Width of the time at a type size of one pixel. */
  timeEm: number;
  smallPx: number;
}

const timeLine = 1.08;
const labelLine = 1.3;
const columnGapEm = 0.35;

/** The columns in which the clocks can be largest; where not all are larger than the smallest type, only as many as are. */
export function clockLayout(box: Size, { count, timeEm, smallPx }: Clocks): ClockLayout {
  for (let shown = count; shown > 1; shown -= 1) {
    const layout = largest(box, { count: shown, timeEm, smallPx });
    if (layout.timePx >= 1.4 * smallPx) return layout;
  }
  return largest(box, { count: 1, timeEm, smallPx });
}

function largest(box: Size, clocks: Clocks): ClockLayout {
  const layouts = Array.from({ length: clocks.count }, (_, index) => inColumns(index + 1, box, clocks));
  return layouts.reduce((best, one) => (one.timePx > best.timePx ? one : best));
}

function inColumns(columns: number, box: Size, { count, timeEm, smallPx }: Clocks): ClockLayout {
  const height = box.height / Math.ceil(count / columns);
  const width = box.width / (columns * timeEm + (columns - 1) * columnGapEm);
  // The label is a sixth of the time, and no smaller than the smallest type.
  const withScaledLabel = height / (timeLine + labelLine / 6);
  const withSmallLabel = (height - labelLine * smallPx) / timeLine;
  const timePx = Math.max(smallPx, Math.min(width, withScaledLabel, withSmallLabel));
  return { columns, shown: count, timePx, labelPx: Math.max(smallPx, timePx / 6) };
}
