import { grid } from "../../server/protocol/wall.ts";
import { gridShape } from "./grid-shape.ts";

/** Cap height of Inter in em, from the font's OS/2 table. */
const capHeightEm = 0.727;
/** The smallest detail of type that a person with ordinary sight reads at ease (see FIELD: 16 arc minutes). */
const smallestArcMinutes = 16;

export interface Screen {
  widthPx: number;
  heightPx: number;
  /** Of the visible picture, and to the furthest person who must read it. */
  display?: { diagonalMm: number; distanceMm: number } | undefined;
}

/** Sizes of type and of the header, all in CSS pixels. */
export interface TypeScale {
  /** 1 % of the height of a 16:9 screen with cells as large as this one's: the measure of gaps, radii and strokes. */
  unit: number;
  small: number;
  title: number;
  clock: number;
  word: number;
  headline: number;
  header: number;
}

/**
 * Every size of type on this screen. Nothing is smaller than `small`, which is 1.7 % of the height or 16 arc minutes
 * of cap height at the viewer's distance, whichever is more; what is larger keeps its rank above it.
 */
export function typeScale(screen: Screen): TypeScale {
  const unit = unitPx(screen);
  const small = Math.max(1.7 * unit, legiblePx(screen));
  return {
    unit,
    small,
    title: Math.max(2 * unit, small),
    clock: Math.max(4.3 * unit, 1.15 * small),
    word: Math.max(4.6 * unit, 1.25 * small),
    headline: Math.max(7 * unit, 1.6 * small),
    header: Math.max(10 * unit, 3.5 * small),
  };
}

/** On a high screen the cells of a page are fewer beside each other and more above each other, and so no smaller. */
function unitPx({ widthPx, heightPx }: Screen): number {
  const { columns, rows } = gridShape(widthPx / heightPx);
  const width = (widthPx / columns) * grid.columns;
  const height = (heightPx / rows) * grid.rows;
  return Math.min(height, (width * 9) / 16) / 100;
}

/** Type size at which a capital letter covers 16 arc minutes; 0 where the display is not described. */
function legiblePx({ widthPx, heightPx, display }: Screen): number {
  if (!display) return 0;
  const capMm = display.distanceMm * Math.tan((smallestArcMinutes / 60) * (Math.PI / 180));
  const pxPerMm = Math.hypot(widthPx, heightPx) / display.diagonalMm;
  return (capMm * pxPerMm) / capHeightEm;
}
