import { type Screen, smallestPx, unitPx } from "../../server/protocol/legibility.ts";

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
  const small = smallestPx(screen);
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
