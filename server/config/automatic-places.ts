import type { Room } from "../protocol/panels.ts";
import { Cells, growPlaces } from "../protocol/places.ts";
import { grid, type Place } from "../protocol/wall.ts";

export interface Wanted {
  /** Where the configuration puts it; undefined leaves it to the page. */
  at: Place | undefined;
  room: Room;
}

export type Placed =
  | { ok: true; places: Place[] }
  /** So many of the panels without a place fit beside those that have one; `index` is the first one that does not. */
  | { ok: false; index: number; fitting: number };

/** Width and height in cells. */
type Size = readonly [width: number, height: number];
type Density = { large: Size; small: Size };

/** From a page with one panel to one that is as full as can be read. Figures may go on where pictures cannot. */
const pictures: readonly Size[] = [
  [12, 8],
  [6, 8],
  [6, 4],
  [4, 4],
  [3, 4],
  [4, 2],
  [3, 2],
  [2, 2],
];
const figures: readonly Size[] = [...pictures, [2, 1], [1, 1]];

/** Figures beside pictures and lists leave these more room. Heights of three are for the seven rows above a strip. */
const mixed: readonly Density[] = [
  { large: [6, 8], small: [6, 8] },
  { large: [6, 8], small: [6, 4] },
  { large: [6, 4], small: [6, 4] },
  { large: [6, 4], small: [3, 4] },
  { large: [6, 4], small: [3, 2] },
  { large: [6, 3], small: [3, 3] },
  { large: [4, 4], small: [4, 2] },
  { large: [4, 4], small: [3, 2] },
  { large: [4, 4], small: [2, 2] },
  { large: [4, 3], small: [2, 2] },
  { large: [3, 4], small: [3, 2] },
  { large: [3, 4], small: [2, 2] },
  { large: [4, 2], small: [2, 2] },
  { large: [3, 2], small: [2, 2] },
  { large: [3, 2], small: [2, 1] },
  { large: [2, 2], small: [2, 1] },
  { large: [2, 2], small: [1, 1] },
];

/**
 * Gives every panel its place. Those without one are taken in their order, at the roomiest density at which all fit,
 * into the first free cells in reading order, and then grow into what is left; strips lie at the bottom. Hence a panel
 * that is added at the end moves no other one while the density lasts: it takes back what its neighbours had grown into.
 */
export function placeAutomatically(panels: readonly Wanted[]): Placed {
  const automatic = panels.flatMap(({ at }, index) => (at ? [] : [index]));
  const given = panels.map(({ at }) => at);
  const rooms = automatic.map((index) => panels[index]?.room ?? "large");
  let most = 0;
  for (const density of densitiesFor(rooms)) {
    const fitted = fit(rooms, density, given);
    if (fitted.length === automatic.length) {
      const places = given.map((at, index) => at ?? fitted[automatic.indexOf(index)] ?? wholePage);
      const stays = places.map((_, index) => given[index] !== undefined || panels[index]?.room === "strip");
      return { ok: true, places: growPlaces(places, grid, (index) => !stays[index]) };
    }
    most = Math.max(most, fitted.length);
  }
  return { ok: false, index: automatic[most] ?? 0, fitting: most };
}

const wholePage: Place = [0, 0, grid.columns, grid.rows];

function densitiesFor(rooms: readonly Room[]): readonly Density[] {
  if (!rooms.includes("large")) return figures.map((size) => ({ large: size, small: size }));
  return rooms.includes("small") ? mixed : pictures.map((size) => ({ large: size, small: size }));
}

/** The places of as many as fit, up to the first one that does not. */
function fit(rooms: readonly Room[], density: Density, given: readonly (Place | undefined)[]): Place[] {
  const cells = new Cells(grid);
  for (const place of given) if (place) cells.take(place);
  const strips = new Map<number, Place>();
  for (const [index, room] of rooms.entries()) {
    const place = room === "strip" ? cells.lastFit(grid.columns, 1) : undefined;
    if (place) cells.take(place);
    if (place) strips.set(index, place);
  }
  const places: Place[] = [];
  for (const [index, room] of rooms.entries()) {
    const place = room === "strip" ? strips.get(index) : cells.firstFit(...density[room]);
    if (!place) break;
    if (room !== "strip") cells.take(place);
    places.push(place);
  }
  return places;
}
