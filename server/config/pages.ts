import { panelTypeNames } from "../protocol/panels.ts";
import type { ConfigPage } from "./config.ts";
import type { FaultList } from "./faults.ts";
import { isRecord } from "./is-record.ts";
import { panelNamer } from "./panel-id.ts";
import { type PanelContext, readPanel } from "./panels.ts";
import { readPlaces } from "./places.ts";
import { page, pagesList, panelOf } from "./schema.ts";
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
  const places = readPlaces(written, [...path, "panels"], context.faults);
  const panels = written.flatMap((entry, panelIndex) => {
    const panelPath = [...path, "panels", panelIndex];
    const result = readPanel({ entry, path: panelPath, place: places[panelIndex] }, context);
    return result ? [result] : [];
  });
  const { title = `Page ${index + 1}`, seconds = 0, screens } = read ?? {};
  return { title, seconds, screens, panels };
}

function panelsOf(entry: unknown): unknown[] {
  const panels = isRecord(entry) ? entry["panels"] : undefined;
  return Array.isArray(panels) ? panels : [];
}
