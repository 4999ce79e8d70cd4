import type { TypeScale } from "../theme/type-scale.ts";
import type { Size } from "../theme/use-size.ts";

export interface CellGrid {
  columns: number;
  rows: number;
  gap: number;
  /** Of one cell, in CSS pixels. */
  width: number;
  height: number;
  shapePx: number;
  /** Room for text beside the shape and inside the padding. */
  textWidth: number;
  namePx: number;
  detailPx: number;
}

export interface Cells {
  count: number;
  /** Width of the longest name at a type size of one pixel. */
  nameEm: number;
}

/** A cell is best read at about so many times its height. */
const bestAspect = 3.2;
const lineHeight = 1.2;
/** Size of the shape against the name beside it. */
const shapeEm = 0.85;

/**
 * The grid for `count` cells in a box: as near to the best shape as can be, and never so small that two lines of the
 * smallest type do not fit. Where not all cells fit it has as many as do.
 */
export function cellGrid(box: Size, { count, nameEm }: Cells, { unit, small }: TypeScale): CellGrid {
  const gap = 0.7 * unit;
  // The gap after the shape, padding and border, as status.css sets them.
  const edges = 2.6 * unit;
  const leastShape = Math.max(1.7 * unit, shapeEm * small);
  const least = { width: 5.6 * small + leastShape + edges, height: 2 * lineHeight * small + 0.6 * unit };
  const mostColumns = atLeastOne((box.width + gap) / (least.width + gap));
  const mostRows = atLeastOne((box.height + gap) / (least.height + gap));
  const columns = bestColumns(box, count, { mostColumns, mostRows });
  const rows = Math.min(mostRows, Math.ceil(count / columns));
  const width = (box.width - gap * (columns - 1)) / columns;
  const height = Math.min((box.height - gap * (rows - 1)) / rows, 3 * least.height);
  const namePx = Math.max(small, Math.min(0.36 * height, (width - edges) / (nameEm + shapeEm), 3.4 * unit));
  const shapePx = Math.max(leastShape, shapeEm * namePx);
  const textWidth = width - edges - shapePx;
  return { columns, rows, gap, width, height, shapePx, textWidth, namePx, detailPx: Math.max(small, 0.86 * namePx) };
}

function bestColumns(box: Size, count: number, most: { mostColumns: number; mostRows: number }): number {
  const { mostColumns, mostRows } = most;
  if (count >= mostColumns * mostRows) return mostColumns;
  let best = { columns: mostColumns, badness: Number.POSITIVE_INFINITY };
  for (let columns = 1; columns <= mostColumns; columns += 1) {
    const rows = Math.ceil(count / columns);
    if (rows > mostRows) continue;
    const aspect = box.width / columns / (box.height / rows);
    const empty = columns * rows - count;
    const badness = Math.abs(Math.log(aspect / bestAspect)) + (0.5 * empty) / count;
    if (badness < best.badness) best = { columns, badness };
  }
  return best.columns;
}

function atLeastOne(count: number): number {
  return Math.max(1, Math.floor(count + 1e-6));
}
