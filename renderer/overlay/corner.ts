interface Point {
  x: number;
  y: number;
}

/** Of the shorter edge: as much as a hand finds without looking for it. */
const reach = 0.12;

/** Whether a point, in CSS pixels, lies in a corner of a screen that is so large. */
export function isInCorner({ x, y }: Point, { width, height }: { width: number; height: number }): boolean {
  const near = reach * Math.min(width, height);
  return (x <= near || x >= width - near) && (y <= near || y >= height - near);
}

/** A finger that is kept on its place trembles so much, in CSS pixels. */
const tremble = 24;

export function isSamePlace(one: Point, other: Point): boolean {
  return Math.hypot(one.x - other.x, one.y - other.y) <= tremble;
}
