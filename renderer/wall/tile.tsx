import { memo, use, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import type { Panel, Place, Source } from "../../server/protocol/wall.ts";
import type { Picture } from "../link/store.ts";
import { useLinked, WiringContext } from "../link/use-store.ts";
import { drawingOf } from "../panels/registry.ts";
import { LiveFrames } from "./live-frames.ts";
import { OnScreen } from "./on-screen.ts";
import type { Seen } from "./seen.ts";
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

/** One panel in its frame: title, how far it can be believed, and the drawing. Figures alone do not draw it anew. */
export const Tile = memo(({ panel, source, at }: TileProps) => {
  const { store } = useLinked();
  const frames = useMemo(() => new LiveFrames(store, panel.id), [store, panel.id]);
  useSyncExternalStore(frames.subscribe, frames.drawings);
  const sight = useSight(panel, source);
  const drawing = drawingOf(panel.type);
  const picture = store.picture(panel.id);
  const frame = picture?.frame ?? drawing.ownFrame(panel);
  const seen: Seen = { drawing, panel, source, sight, frame, fault: store.fault(panel.id) };
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
          <Subtitle {...seen} />
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
          <TileBody {...seen} {...{ picture, frames }} />
        </TileBoundary>
      </div>
    </article>
  );
});

interface TileBodyProps extends Seen {
  picture: Picture | undefined;
  frames: LiveFrames;
}

function TileBody({ drawing, panel, source, sight, frame, fault, picture, frames }: TileBodyProps) {
  const onShown = useDrawnReport(panel.id);
  // Not reached by a drawing that fails.
  useLayoutEffect(() => {
    // What is withheld or of some age is told in words, which no figure is.
    const formOf = sight.kind === "seen" ? drawing.form : () => undefined;
    return frames.drawn({ picture, fault, formOf, onShown });
  });
  return frame ? (
    drawing.draw({ panel, source, frame, sight, figures: frames })
  ) : (
    <NoFrame {...{ panel, sight, fault }} />
  );
}

/**
 * Reports that a frame is in the page. What is drawn ahead of its page's turn is not reported: how long it waits for that
 * is no time to the screen.
 */
function useDrawnReport(panel: string): (seq: number) => void {
  const wiring = use(WiringContext);
  const isOnScreen = use(OnScreen);
  return (seq) => {
    if (isOnScreen) wiring?.drawn.committed(panel, seq);
  };
}

function NoFrame({ panel, sight, fault }: Pick<Seen, "panel" | "sight" | "fault">) {
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
