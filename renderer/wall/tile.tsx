import { memo, type ReactNode, useEffect } from "react";
import type { Frame } from "../../server/protocol/frames.ts";
import type { Panel, Place, Source } from "../../server/protocol/wall.ts";
import { useStore, useWiring } from "../link/use-store.ts";
import type { Drawing } from "../panels/define.ts";
import { drawingOf } from "../panels/registry.ts";
import type { Sight } from "./sight.ts";
import "./tile.css";
import { TileBoundary } from "./tile-boundary.tsx";
import { Subtitle, TileHead } from "./tile-head.tsx";
import { TileWords } from "./tile-words.tsx";
import { useSight } from "./use-sight.ts";

interface TileProps {
  panel: Panel;
  source: Source | undefined;
}

/** One panel in its frame: title, how far it can be believed, and the drawing. */
export const Tile = memo(({ panel, source, at }: TileProps & { at: Place }) => {
  const picture = useStore(`panel ${panel.id}`, (store) => store.picture(panel.id));
  const sight = useSight(panel, source);
  const drawing = drawingOf(panel.type);
  const frame = picture?.frame ?? drawing.ownFrame(panel);
  const [column, row, width, height] = at;
  const place = { gridColumn: `${column + 1} / span ${width}`, gridRow: `${row + 1} / span ${height}` };
  return (
    <article className={`tile ${sight.kind}`} style={place} data-panel={panel.id} data-sight={sight.kind}>
      <TileHead panel={panel} simulated={source?.simulated === true}>
        <TileBoundary seq={picture?.seq ?? 0} fallback={null}>
          <Subtitle {...{ drawing, panel, source, frame, sight }} />
        </TileBoundary>
      </TileHead>
      <div className="tile-body">
        <TileBoundary
          seq={picture?.seq ?? 0}
          fallback={<TileWords word="This panel cannot be drawn" detail="it is tried again with its next data" />}
        >
          {frame ? (
            <Drawn panel={panel} seq={picture?.seq}>
              <Content {...{ drawing, panel, source, frame, sight }} />
            </Drawn>
          ) : (
            <NoFrame source={panel.source} sight={sight} />
          )}
        </TileBoundary>
      </div>
    </article>
  );
});

function NoFrame({ source, sight }: { source: string | undefined; sight: Sight }) {
  return sight.kind === "withheld" ? (
    <TileWords word={`Cannot see ${source ?? "it"}`} detail="nothing has been seen yet" tone="blind" />
  ) : (
    <TileWords word="Waiting for the first answer" detail={source ?? ""} />
  );
}

interface ContentProps extends TileProps {
  drawing: Drawing;
  frame: Frame;
  sight: Sight;
}

function Content({ drawing, ...props }: ContentProps) {
  return drawing.draw(props);
}

/** Reports that this frame is in the page. It is not reached by a frame whose drawing fails. */
function Drawn({ panel, seq, children }: { panel: Panel; seq: number | undefined; children: ReactNode }) {
  const { drawn } = useWiring();
  useEffect(() => {
    if (seq !== undefined) drawn.committed(panel.id, seq);
  }, [drawn, panel.id, seq]);
  return children;
}
