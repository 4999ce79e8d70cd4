import { panelTypeNames } from "../protocol/panels.ts";
import { grid, type Place } from "../protocol/wall.ts";
import type { ConfigPage } from "./config.ts";
import type { FaultList } from "./faults.ts";
import { isRecord } from "./is-record.ts";
import { type Path, readWith } from "./issue-words.ts";
import { panelNamer } from "./panel-id.ts";
import { type PanelContext, readPanel } from "./panels.ts";
import { at, page, pagesList, panelOf } from "./schema.ts";
import type { SourceBook } from "./sources.ts";

/** As many as a wall may watch, see `clientMessage`. */
const mostPanels = 500;

export function readPages(value: unknown, sources: SourceBook, faults: FaultList): ConfigPage[] {
  const schemas = new Map(panelTypeNames.map((type) => [type, panelOf(type)]));
  const context = { sources, faults, nameOf: panelNamer(), schemas };
  const entries = faults.read(pagesList, value, ["pages"]) ?? [];
  const pages = entries.map((entry, index) => readPage(entry, index, context));
  const panels = pages.reduce((sum, { panels }) => sum + panels.length, 0);
  if (panels > mostPanels) faults.add(["pages"], `must have at most ${mostPanels} panels in all, not ${panels}`);
  return pages;
}

function readPage(entry: unknown, index: number, context: PanelContext): ConfigPage {
  const path = ["pages", index];
  const read = context.faults.read(page, entry, path);
  // Where the page itself is at fault, its panels are read all the same: every fault is to be found.
  const written = read?.panels ?? panelsOf(entry);
  const panels = written.flatMap((panel, panelIndex) => {
    const result = readPanel(panel, [...path, "panels", panelIndex], context);
    return result ? [result] : [];
  });
  checkOverlaps(written, [...path, "panels"], context.faults);
  return { title: read?.title ?? `Page ${index + 1}`, seconds: read?.seconds ?? 0, panels };
}

function panelsOf(entry: unknown): unknown[] {
  const panels = isRecord(entry) ? entry["panels"] : undefined;
  return Array.isArray(panels) ? panels : [];
}

/** No two panels of a page share a cell of the grid. Each panel is told once, with the first one that was there before. */
function checkOverlaps(panels: readonly unknown[], path: Path, faults: FaultList): void {
  const owners = new Map<number, { index: number; place: Place; type: string }>();
  for (const [index, panel] of panels.entries()) {
    if (!isRecord(panel)) continue;
    const place = readWith(at, panel["at"]);
    if (!place.ok) continue;
    const type = typeof panel["type"] === "string" ? panel["type"] : "first";
    const cells = cellsOf(place.value);
    const owner = cells.map((cell) => owners.get(cell)).find((found) => found !== undefined);
    if (owner) {
      const other = `the ${owner.type} panel on line ${faults.line([...path, owner.index])}`;
      faults.add(
        [...path, index, "at"],
        `overlaps ${other}, which is at [${owner.place.join(", ")}]; move or shrink one of them`,
      );
    } else for (const cell of cells) owners.set(cell, { index, place: place.value, type });
  }
}

function cellsOf([x, y, width, height]: Place): number[] {
  return Array.from(
    { length: width * height },
    (_, cell) => (y + Math.floor(cell / width)) * grid.columns + x + (cell % width),
  );
}
