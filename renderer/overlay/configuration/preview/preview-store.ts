import type { Preview } from "../../../../server/protocol/configuration.ts";
import { protocolVersion } from "../../../../server/protocol/messages.ts";
import { WallStore } from "../../../link/store.ts";

/** What a wall would know that shows this configuration. Its clock stands still: it is a picture of one moment. */
export function previewStore({ wall, sources, alarms, frames, faults, now }: Preview): WallStore {
  const store = new WallStore();
  store.setLink({ kind: "live" });
  store.receive({
    type: "welcome",
    protocol: protocolVersion,
    session: { user: "preview", role: "wall", expiresAt: now },
    // Of all screens: whose page it is does not matter here.
    wall: { ...wall, pages: wall.pages.map(({ screens: _, ...page }) => page) },
    sources,
    alarms,
    frames,
    faults,
    now,
  });
  return store;
}
