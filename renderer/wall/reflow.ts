import { gridShape, nearest } from "../../server/protocol/grid-shape.ts";
import { Cells, type GridSize, growPlaces } from "../../server/protocol/places.ts";
import { grid, type Place } from "../../server/protocol/wall.ts";

export interface Flow extends GridSize {
  /** In the order of the places given. */
  places: Place[];
}

/** Widths to try against those on the twelve columns. */
const widths = [1, 0.75, 0.5];

/**
 * Lays a page out on fewer columns and more rows where the screen is so high that its cells would be slivers. Panels
 * keep their reading order and about their size, and grow into what is left. A screen at least as wide as high, be it
 * ever so wide, has the page as it was configured.
 */
export function reflow(places: readonly Place[], screenAspect: number): Flow {
  const { columns, rows } = gridShape(screenAspect);
  if (columns === grid.columns || places.length === 0) return { ...grid, places: [...places] };
  const inOrder = [...places.keys()].toSorted((a, b) => readingOrder(places[a]) - readingOrder(places[b]));
  const packed = widths.map((width) =>
    pack(
      inOrder.map((index) => places[index] ?? [0, 0, 1, 1]),
      { columns, width },
    ),
  );
  const best = nearest(packed, (flow) => flow.rows / rows);
  return { ...best, places: places.map((_, index) => best.places[inOrder.indexOf(index)] ?? [0, 0, 1, 1]) };
}

function pack(places: readonly Place[], { columns, width: share }: { columns: number; width: number }): Flow {
  const most = { columns, rows: places.reduce((sum, [, , , height]) => sum + height, 0) };
  const cells = new Cells(most);
  let from = 0;
  const packed = places.map(([, , width, height]): Place => {
    const place = cells.firstFit(Math.min(columns, Math.max(1, Math.round(width * share))), height, from);
    if (!place) throw new Error("a column of all panels is higher than their heights together");
    cells.take(place);
    from = place[1] * columns + place[0] + 1;
    return place;
  });
  const size = { columns, rows: Math.max(...packed.map(([, y, , height]) => y + height)) };
  return { ...size, places: growPlaces(packed, size, () => true) };
}

function readingOrder([x, y]: Place = [0, 0, 1, 1]): number {
  return y * grid.columns + x;
}
