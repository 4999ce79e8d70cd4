import type { TypeScale } from "../theme/type-scale.ts";

export interface RowList {
  /** Rows that are shown. */
  shown: number;
  rowPx: number;
  sizePx: number;
}

/**
 * Rows of one line each that share a height: as tall as it allows, up to what is easy on the eye, and never smaller than
 * the smallest type. `lineEm`: the height of a row at a type size of one pixel.
 */
export function rowList(
  heightPx: number,
  count: number,
  { lineEm, scale }: { lineEm: number; scale: TypeScale },
): RowList {
  const { small, unit } = scale;
  const most = Math.max(1, Math.floor((heightPx + 0.5) / (lineEm * small)));
  const shown = Math.min(count, most);
  const sizePx = Math.max(small, Math.min(2.6 * unit, heightPx / Math.max(1, shown) / lineEm));
  return {
    shown,
    sizePx,
    rowPx: Math.max(lineEm * small, Math.min(heightPx / Math.max(1, shown), 1.5 * lineEm * sizePx)),
  };
}
