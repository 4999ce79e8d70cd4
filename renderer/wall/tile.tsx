import { memo, use, useEffectEvent, useLayoutEffect } from "react";
import type { Panel, Place, Source } from "../../server/protocol/wall.ts";
import { useStore, WiringContext } from "../link/use-store.ts";
import type { Drawing } from "../panels/define.ts";
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
  at: Place;
}

/** One panel in its frame: title, how far it can be believed, and the drawing. A new frame draws only its body anew. */
export const Tile = memo(({ panel, source, at }: TileProps) => {
  const sight = useSight(panel, source);
  const drawing = drawingOf(panel.type);
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
        <TileBoundary panel={panel.id} fallback={null}>
          <Subtitle {...{ drawing, panel, source, sight }} />
        </TileBoundary>
      </TileHead>
      <div className="tile-body">
        <TileBoundary
          panel={panel.id}
          fallback={
            <TileWords
              word="This panel cannot be drawn"
              brief="not drawn"
              detail="it is tried again with its next data"
            />
          }
        >
          <TileBody {...{ drawing, panel, source, sight }} />
        </TileBoundary>
      </div>
    </article>
  );
});

interface TileBodyProps {
  drawing: Drawing;
  panel: Panel;
  source: Source | undefined;
  sight: Sight;
}

function TileBody({ drawing, panel, source, sight }: TileBodyProps) {
  const picture = useStore(`panel ${panel.id}`, (store) => store.picture(panel.id));
  useDrawnReport(panel.id, picture?.seq);
  const frame = picture?.frame ?? drawing.ownFrame(panel);
  return frame ? drawing.draw({ panel, source, frame, sight }) : <NoFrame {...{ panel, sight }} />;
}

/**
 * Reports that this frame is in the page. It is not reached by a frame whose drawing fails. What is drawn ahead of its
 * page's turn is not reported: how long it waits for that is no time to the screen.
 */
function useDrawnReport(panel: string, seq: number | undefined): void {
  const wiring = use(WiringContext);
  const isOnScreen = use(OnScreen);
  const report = useEffectEvent((shown: number) => {
    if (isOnScreen) wiring?.drawn.committed(panel, shown);
  });
  useLayoutEffect(() => {
    if (seq !== undefined) report(seq);
  }, [seq]);
}

function NoFrame({ panel, sight }: { panel: Panel; sight: Sight }) {
  const fault = useStore(`panel ${panel.id}`, (store) => store.fault(panel.id));
  if (fault !== undefined) return <TileWords word="No answer" detail={fault} tone="blind" />;
  return sight.kind === "withheld" ? (
    <TileWords
      word={`Cannot see ${panel.source ?? "it"}`}
      brief="cannot see"
      detail="nothing has been seen yet"
      tone="blind"
    />
  ) : (
    <TileWords word="Waiting for the first answer" brief="waiting" detail={panel.source ?? ""} />
  );
}
