import type { GridSize } from "./places.ts";
import { grid } from "./wall.ts";

/** As many cells each, from the widest screen to the narrowest. */
const shapes: GridSize[] = [1, 2, 4].map((fold) => ({ columns: grid.columns / fold, rows: grid.rows * fold }));
/** Of a cell on a 16:9 screen. */
const cellAspect = 16 / grid.columns / (9 / grid.rows);

/** The columns and rows whose cells come nearest to those of a 16:9 screen. `screenAspect`: width against height. */
export function gridShape(screenAspect: number): GridSize {
  return nearest(shapes, ({ columns, rows }) => (screenAspect * rows) / columns / cellAspect);
}

/** The one whose ratio is nearest to one; of equal ones the first. */
export function nearest<T>(all: readonly T[], ratio: (one: T) => number): T {
  const distance = (one: T) => Math.abs(Math.log(ratio(one)));
  return all.reduce((best, one) => (distance(one) < distance(best) ? one : best));
}
