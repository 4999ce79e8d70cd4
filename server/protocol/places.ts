import type { Place } from "./wall.ts";

export interface GridSize {
  columns: number;
  rows: number;
}

/** Which cells of a grid are taken. Knows nothing of panels, only of rectangles. */
export class Cells {
  readonly #size: GridSize;
  readonly #taken: boolean[];

  constructor(size: GridSize) {
    this.#size = size;
    this.#taken = Array.from({ length: size.columns * size.rows }, () => false);
  }

  take(place: Place): void {
    for (const cell of cellsOf(place, this.#size)) this.#taken[cell] = true;
  }

  isFree(place: Place): boolean {
    const [x, y, width, height] = place;
    const { columns, rows } = this.#size;
    if (x < 0 || y < 0 || x + width > columns || y + height > rows) return false;
    return cellsOf(place, this.#size).every((cell) => !this.#taken[cell]);
  }

  /** The first free rectangle of this size in reading order, from a cell on; undefined where there is none. */
  firstFit(width: number, height: number, fromCell = 0): Place | undefined {
    return this.#places(width, height).find((place, cell) => cell >= fromCell && this.isFree(place));
  }

  lastFit(width: number, height: number): Place | undefined {
    return this.#places(width, height).findLast((place) => this.isFree(place));
  }

  #places(width: number, height: number): Place[] {
    const { columns, rows } = this.#size;
    return Array.from({ length: columns * rows }, (_, cell) => [
      cell % columns,
      Math.floor(cell / columns),
      width,
      height,
    ]);
  }
}

/** The numbers of the cells of a place, counted in reading order. */
export function cellsOf([x, y, width, height]: Place, { columns }: GridSize): number[] {
  return Array.from(
    { length: width * height },
    (_, cell) => (y + Math.floor(cell / width)) * columns + x + (cell % width),
  );
}

/**
 * Grows places into the cells that nobody has, each time the one whose shape gains most or loses least by it: to the
 * right and down, and only where nothing else is left to the left and up, so that corners stay where they are.
 */
export function growPlaces(places: readonly Place[], size: GridSize, mayGrow: (index: number) => boolean): Place[] {
  const grown = [...places];
  const cells = new Cells(size);
  for (const place of places) cells.take(place);
  for (;;) {
    const next =
      bestStep(grown, cells, { steps: cornerStays, mayGrow }) ??
      bestStep(grown, cells, { steps: cornerMoves, mayGrow });
    if (!next) return grown;
    grown[next.index] = next.place;
    cells.take(next.place);
  }
}

/** By one row or column: the cells that it takes, and the place that comes of it. */
type Step = (place: Place) => { strip: Place; place: Place };
const cornerStays: Step[] = [
  ([x, y, width, height]) => ({ strip: [x + width, y, 1, height], place: [x, y, width + 1, height] }),
  ([x, y, width, height]) => ({ strip: [x, y + height, width, 1], place: [x, y, width, height + 1] }),
];
const cornerMoves: Step[] = [
  ([x, y, width, height]) => ({ strip: [x - 1, y, 1, height], place: [x - 1, y, width + 1, height] }),
  ([x, y, width, height]) => ({ strip: [x, y - 1, width, 1], place: [x, y - 1, width, height + 1] }),
];

interface Growth {
  steps: readonly Step[];
  mayGrow(index: number): boolean;
}

/** Of equal ones the last grows: whoever comes after it takes its room back, and the earlier ones stay as they are. */
function bestStep(places: readonly Place[], cells: Cells, { steps, mayGrow }: Growth) {
  let best: { index: number; place: Place; loss: number } | undefined;
  for (const [index, before] of places.entries()) {
    if (!mayGrow(index)) continue;
    for (const step of steps) {
      const { strip, place } = step(before);
      const loss = badness(place) - badness(before);
      if ((!best || loss <= best.loss) && cells.isFree(strip)) best = { index, place, loss };
    }
  }
  return best;
}

/** In cells, of which each is about half as wide again as it is high: a panel is best read at twice its height. */
const bestAspect = 4 / 3;

function badness([, , width, height]: Place): number {
  return Math.log(width / height / bestAspect) ** 2;
}
