import type { TypeScale } from "../theme/type-scale.ts";

export interface ListLayout {
  /** The rows that are shown; the others are told in a last line, or beside the only row where that has no room. */
  shown: number;
  /** Lines of small type below the rows that have room. */
  notes: number;
  twoLines: boolean;
  rowPx: number;
  gapPx: number;
  namePx: number;
  detailPx: number;
}

interface List {
  height: number;
  count: number;
  /** Lines wanted below the rows besides the one that says what is left out. */
  notes: number;
}

/** So many rows are told in two lines each, before they are told in one so that more of them fit. */
const enoughRows = 4;

/** Rows of a list in a box: in two lines where all fit so, or enough of them; in one line otherwise. */
export function listLayout({ height, count, notes }: List, { unit, small }: TypeScale): ListLayout {
  const namePx = Math.max(2.5 * unit, small);
  const detailPx = Math.max(1.9 * unit, small);
  const gapPx = 0.7 * unit;
  // As alarms.css sets it.
  const notePx = 1.5 * small + gapPx;
  const two = 1.22 * (namePx + detailPx) + 1.5 * unit;
  const one = 1.22 * namePx + 0.9 * unit;
  const fitting = (rowPx: number, lines: number) =>
    Math.floor((height - lines * notePx + gapPx + 0.5) / (rowPx + gapPx));
  const twoLines = fitting(two, notes) >= Math.min(count, enoughRows);
  const leastPx = twoLines ? two : one;
  const sizes = { twoLines, gapPx, namePx, detailPx };
  if (fitting(leastPx, notes) >= count) return { ...sizes, shown: count, notes, rowPx: leastPx };
  const lines = [notes + 1, 1, 0].find((lines) => fitting(leastPx, lines) >= 1) ?? 0;
  const shown = Math.max(1, fitting(leastPx, lines));
  // What does not fit takes no room: the rows have what is left.
  return { ...sizes, shown, notes: lines, rowPx: Math.max(leastPx, (height - lines * notePx + gapPx) / shown - gapPx) };
}
