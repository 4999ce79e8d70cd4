import type { Edit } from "../../../../server/protocol/configuration.ts";
import type { Place } from "../../../../server/protocol/wall.ts";
import { freePlace, overlapped } from "./place-moves.ts";

interface Journey {
  panel: { page: number; index: number };
  to: number;
  /** Its place as it is written; undefined where the page finds one. */
  at: Place | undefined;
  /** The places of that page's panels as they are written. */
  taken: readonly Place[];
}

/** The edits that bring a panel to another page: to its place there where that is free, else to the first one it fits. */
export function editsToPage({ panel: { page, index }, to, at, taken }: Journey): Edit[] {
  const path = ["pages", page, "panels", index];
  const transfer: Edit = { type: "transfer", path, to: ["pages", to, "panels"] };
  if (!at || overlapped(at, taken) === undefined) return [transfer];
  const free = freePlace(at, taken);
  const place = [...path, "at"];
  // Where none is left the page makes room, or says that it has none.
  return [free ? { type: "set", path: place, value: free } : { type: "unset", path: place }, transfer];
}
