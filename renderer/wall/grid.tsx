import { useMemo } from "react";
import type { Page, Source } from "../../server/protocol/wall.ts";
import { useWindowSize } from "../theme/use-window-size.ts";
import { reflow } from "./reflow.ts";
import { Tile } from "./tile.tsx";

/** The page's panels on twelve columns and eight rows, or on fewer and more where the screen is high. */
export function Grid({ page, sources }: { page: Page; sources: readonly Source[] }) {
  const { widthPx, heightPx } = useWindowSize();
  // The window and not the room left by bands and strips: what is said below the picture moves no panel.
  const aspect = widthPx / heightPx;
  const { columns, rows, places } = useMemo(
    () =>
      reflow(
        page.panels.map(({ at }) => at),
        aspect,
      ),
    [page, aspect],
  );
  const lines = {
    gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
  };
  return (
    <div className="grid" style={lines}>
      {page.panels.map((panel, index) => (
        <Tile
          key={panel.id}
          panel={panel}
          at={places[index] ?? panel.at}
          source={sources.find(({ id }) => id === panel.source)}
        />
      ))}
    </div>
  );
}
