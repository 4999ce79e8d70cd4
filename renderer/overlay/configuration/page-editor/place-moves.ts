import { grid, type Place } from "../../../../server/protocol/wall.ts";

/** What is done to a place: all of it moves, or its lower right corner. */
export type Handle = "move" | "size";

/** A place moved or sized by so many cells, and kept on the grid. */
export function movedPlace([x, y, width, height]: Place, handle: Handle, [dx, dy]: [number, number]): Place {
  if (handle === "size") return [x, y, within(width + dx, 1, grid.columns - x), within(height + dy, 1, grid.rows - y)];
  return [within(x + dx, 0, grid.columns - width), within(y + dy, 0, grid.rows - height), width, height];
}

/** The first of the other places that shares a cell with this one. */
export function overlapped(place: Place, others: readonly Place[]): number | undefined {
  const [x, y, width, height] = place;
  const index = others.findIndex(
    ([left, top, wide, high]) => x < left + wide && left < x + width && y < top + high && top < y + height,
  );
  return index === -1 ? undefined : index;
}

/** The first place of this size, in reading order, that shares no cell with the others. */
export function freePlace([, , width, height]: Place, others: readonly Place[]): Place | undefined {
  for (let y = 0; y <= grid.rows - height; y += 1) {
    for (let x = 0; x <= grid.columns - width; x += 1) {
      const place: Place = [x, y, width, height];
      if (overlapped(place, others) === undefined) return place;
    }
  }
  return undefined;
}

/** The keys that move and size: arrows, and arrows with Shift. */
export function stepOfKey(key: string): [number, number] | undefined {
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  return steps[key];
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
