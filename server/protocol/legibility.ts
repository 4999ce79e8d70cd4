import { gridShape } from "./grid-shape.ts";
import { grid } from "./wall.ts";

/** Cap height of Inter in em, from the font's OS/2 table. */
const capHeightEm = 0.727;
/** The smallest detail of type that a person with ordinary sight reads at ease (see FIELD: 16 arc minutes). */
export const smallestArcMinutes = 16;

export interface Screen {
  widthPx: number;
  heightPx: number;
  /** Of the visible picture, and to the furthest person who must read it. */
  display?: { diagonalMm: number; distanceMm: number } | undefined;
}

/** The smallest type on this screen: 1.7 units, or 16 arc minutes of cap height at its distance, whichever is more. */
export function smallestPx(screen: Screen): number {
  return Math.max(1.7 * unitPx(screen), legiblePx(screen));
}

/** On a high screen the cells of a page are fewer beside each other and more above each other, and so no smaller. */
export function unitPx({ widthPx, heightPx }: Screen): number {
  const { columns, rows } = gridShape(widthPx / heightPx);
  const width = (widthPx / columns) * grid.columns;
  const height = (heightPx / rows) * grid.rows;
  return Math.min(height, (width * 9) / 16) / 100;
}

/** How large the cap height of type of `px` is to who looks at this screen from its distance, in arc minutes. */
export function arcMinutes(px: number, { widthPx, heightPx, display }: Required<Screen>): number | undefined {
  if (!display) return undefined;
  const capMm = (px * capHeightEm * display.diagonalMm) / Math.hypot(widthPx, heightPx);
  return (Math.atan(capMm / display.distanceMm) * 180 * 60) / Math.PI;
}

/** Type size at which a capital letter covers 16 arc minutes; 0 where the display is not described. */
function legiblePx({ widthPx, heightPx, display }: Screen): number {
  if (!display) return 0;
  const capMm = display.distanceMm * Math.tan((smallestArcMinutes / 60) * (Math.PI / 180));
  const pxPerMm = Math.hypot(widthPx, heightPx) / display.diagonalMm;
  return (capMm * pxPerMm) / capHeightEm;
}
