import type { Page, Source } from "../../server/protocol/wall.ts";
import { Tile } from "./tile.tsx";

/** The page's panels on twelve columns and eight rows. */
export function Grid({ page, sources }: { page: Page; sources: readonly Source[] }) {
  return (
    <div className="grid">
      {page.panels.map((panel) => (
        <Tile key={panel.id} panel={panel} source={sources.find(({ id }) => id === panel.source)} />
      ))}
    </div>
  );
}
