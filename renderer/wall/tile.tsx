import { memo, type ReactNode, use, useEffect, useEffectEvent } from "react";
import type { Panel, Place, Source } from "../../server/protocol/wall.ts";
import { useStore, useWiring } from "../link/use-store.ts";
import type { Content, Drawing } from "../panels/define.ts";
import { drawingOf } from "../panels/registry.ts";
import { OnScreen } from "./on-screen.ts";
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
  const fault = useStore(`panel ${panel.id}`, (store) => store.fault(panel.id));
  const sight = useSight(panel, source);
  const drawing = drawingOf(panel.type);
  const frame = picture?.frame ?? drawing.ownFrame(panel);
  const [column, row, width, height] = at;
  const place = { gridColumn: `${column + 1} / span ${width}`, gridRow: `${row + 1} / span ${height}` };
  return (
    <article
      className={`tile ${sight.kind} ${drawing.band ? "band" : ""}`}
      style={place}
      data-panel={panel.id}
      data-sight={sight.kind}
    >
      <TileHead panel={panel} simulated={source?.simulated === true}>
        <TileBoundary seq={picture?.seq ?? 0} fallback={null}>
          <Subtitle {...{ drawing, panel, source, frame, sight, fault }} />
        </TileBoundary>
      </TileHead>
      <div className="tile-body">
        <TileBoundary
          seq={picture?.seq ?? 0}
          fallback={
            <TileWords
              word="This panel cannot be drawn"
              brief="not drawn"
              detail="it is tried again with its next data"
            />
          }
        >
          {frame ? (
            <Drawn panel={panel} seq={picture?.seq}>
              <DrawnContent {...{ drawing, panel, source, frame, sight }} />
            </Drawn>
          ) : (
            <NoFrame source={panel.source} {...{ sight, fault }} />
          )}
        </TileBoundary>
      </div>
    </article>
  );
});

interface NoFrameProps {
  source: string | undefined;
  sight: Sight;
  fault: string | undefined;
}

function NoFrame({ source, sight, fault }: NoFrameProps) {
  if (fault !== undefined) return <TileWords word="No answer" detail={fault} tone="blind" />;
  return sight.kind === "withheld" ? (
    <TileWords
      word={`Cannot see ${source ?? "it"}`}
      brief="cannot see"
      detail="nothing has been seen yet"
      tone="blind"
    />
  ) : (
    <TileWords word="Waiting for the first answer" brief="waiting" detail={source ?? ""} />
  );
}

interface DrawnContentProps extends TileProps {
  drawing: Drawing;
  frame: Content;
  sight: Sight;
}

function DrawnContent({ drawing, ...props }: DrawnContentProps) {
  return drawing.draw(props);
}

/**
 * Reports that this frame is in the page. It is not reached by a frame whose drawing fails. What is drawn ahead of its
 * page's turn is not reported: how long it waits for that is no time to the screen.
 */
function Drawn({ panel, seq, children }: { panel: Panel; seq: number | undefined; children: ReactNode }) {
  const { drawn } = useWiring();
  const isOnScreen = use(OnScreen);
  const report = useEffectEvent((shown: number) => {
    if (isOnScreen) drawn.committed(panel.id, shown);
  });
  useEffect(() => {
    if (seq !== undefined) report(seq);
  }, [seq]);
  return children;
}
