import type { Panel, Source } from "../../server/protocol/wall.ts";
import type { Content, Drawing } from "../panels/define.ts";
import type { Sight } from "./sight.ts";

/** What a tile has to show, and how far it can be believed. */
export interface Seen {
  drawing: Drawing;
  panel: Panel;
  source: Source | undefined;
  sight: Sight;
  /** Undefined before the first. */
  frame: Content | undefined;
  /** Why there is no newer frame though the source sees. */
  fault: string | undefined;
}
