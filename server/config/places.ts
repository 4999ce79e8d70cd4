import { type PanelType, panelTypeNames, panelTypes, type Room } from "../protocol/panels.ts";
import { cellsOf } from "../protocol/places.ts";
import { grid, type Place } from "../protocol/wall.ts";
import { placeAutomatically } from "./automatic-places.ts";
import type { FaultList } from "./faults.ts";
import { isRecord } from "./is-record.ts";
import { type Path, readWith } from "./issue-words.ts";
import { at } from "./schema.ts";

/**
 * Where each panel of a page, as it is written, lies on the grid: at its own place, or at one that the page finds for
 * it. Told as faults are places that overlap, and panels for which there is no room. Undefined where a place is faulty.
 */
export function readPlaces(panels: readonly unknown[], path: Path, faults: FaultList): (Place | undefined)[] {
  const written = panels.map((panel) => (isRecord(panel) ? panel["at"] : undefined));
  const given = written.map((at) => placeOf(at));
  checkOverlaps(panels, { given, path, faults });
  // A place that is at fault is told where it is read; what is no panel at all, too. Neither takes room here.
  const counted = [...panels.keys()].filter(
    (index) => given[index] || (isRecord(panels[index]) && written[index] === undefined),
  );
  const placed = placeAutomatically(counted.map((index) => ({ at: given[index], room: roomOf(panels[index]) })));
  if (placed.ok) {
    const places = new Map(counted.map((index, order) => [index, placed.places[order]]));
    return panels.map((_, index) => places.get(index));
  }
  const beside = given.some((place) => place !== undefined) ? " beside those that have a place" : "";
  const fit = `${placed.fitting} of the ${counted.filter((index) => !given[index]).length} panels without “at” fit${beside}`;
  faults.add(
    [...path, counted[placed.index] ?? 0],
    `has no room on this page: ${fit}; move the others to another page`,
  );
  return given;
}

function placeOf(written: unknown): Place | undefined {
  const place = readWith(at, written);
  return place.ok ? place.value : undefined;
}

function roomOf(panel: unknown): Room {
  const type = isRecord(panel) ? panel["type"] : undefined;
  const known = panelTypeNames.find((name): name is PanelType => name === type);
  return known ? panelTypes[known].room : "large";
}

interface GivenPlaces {
  given: readonly (Place | undefined)[];
  path: Path;
  faults: FaultList;
}

/** No two panels of a page share a cell of the grid. Each panel is told once, with the first one that was there before. */
function checkOverlaps(panels: readonly unknown[], { given, path, faults }: GivenPlaces): void {
  const owners = new Map<number, { index: number; place: Place }>();
  for (const [index, place] of given.entries()) {
    if (!place) continue;
    const cells = cellsOf(place, grid);
    const owner = cells.map((cell) => owners.get(cell)).find((found) => found !== undefined);
    if (owner) {
      const other = `the ${typeWords(panels[owner.index])} panel on line ${faults.line([...path, owner.index])}`;
      faults.add(
        [...path, index, "at"],
        `overlaps ${other}, which is at [${owner.place.join(", ")}]; move or shrink one of them`,
      );
    } else for (const cell of cells) owners.set(cell, { index, place });
  }
}

function typeWords(panel: unknown): string {
  return isRecord(panel) && typeof panel["type"] === "string" ? panel["type"] : "first";
}
