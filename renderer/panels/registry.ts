import { type PanelType, panelTypeNames } from "../../server/protocol/panels.ts";
import type { Drawing } from "./define.ts";

const files = import.meta.glob<Drawing>("./*.tsx", { eager: true, import: "default" });
const drawings = registerDrawings(files);

/** How panels of this type are drawn. */
export function drawingOf(type: PanelType): Drawing {
  const drawing = drawings.get(type);
  if (!drawing) throw new Error(`no drawing for panel type ${type}`);
  return drawing;
}

/** Holds the files `TYPE.tsx` to the protocol's panel types: one for each, and each for the one it is named after. */
export function registerDrawings(files: Record<string, Drawing>): Map<PanelType, Drawing> {
  const byType = new Map<PanelType, Drawing>();
  for (const [path, drawing] of Object.entries(files)) {
    if (path !== `./${drawing.type}.tsx`) throw new Error(`renderer/panels/${path} draws ${drawing.type}; rename one`);
    byType.set(drawing.type, drawing);
  }
  const surplus = [...byType.keys()].filter((type) => !panelTypeNames.includes(type));
  if (surplus.length > 0) throw new Error(`not in server/protocol/panels.ts: ${surplus.join(", ")}`);
  const missing = panelTypeNames.filter((type) => !byType.has(type));
  if (missing.length > 0) throw new Error(`no file in renderer/panels for: ${missing.join(", ")}`);
  return byType;
}
