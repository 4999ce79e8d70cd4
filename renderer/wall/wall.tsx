import { useStore, useTurner } from "../link/use-store.ts";
import { ScaleContext, useWindowScale } from "../theme/scale.ts";
import { BigBand, BigWords } from "./big-words.tsx";
import { FaultStrip } from "./fault-strip.tsx";
import { Header } from "./header.tsx";
import { describeLink } from "./link-words.ts";
import { PageLayer } from "./page-layer.tsx";
import { SkippedStrip } from "./skipped-strip.tsx";
import "./wall.css";

/** The whole wall. Once there is a picture, nothing takes it away: what goes wrong is said beside it. */
export function WallPage() {
  const wall = useStore("wall", (store) => store.wall());
  const link = useStore("link", (store) => store.link());
  const { shown, incoming, skipped } = useTurner((turner) => turner.stage());
  const scale = useWindowScale(wall?.display);
  const trouble = describeLink(link);
  const layers = [shown, incoming].filter((layer) => layer !== undefined);
  return (
    <ScaleContext value={scale}>
      {wall ? (
        <div className="wall" data-link={link.kind}>
          <Header wall={wall} />
          <main className="picture">
            {layers.map((keyed) => (
              <PageLayer key={keyed.key} keyed={keyed} sources={wall.sources} onScreen={keyed === shown} />
            ))}
            {layers.length === 0 && <NoPage isBroken={skipped.length > 0} />}
          </main>
          {trouble && <BigBand word={trouble.word} detail={trouble.detail} />}
          {shown && skipped.length > 0 && <SkippedStrip titles={skipped} />}
          {wall.fault && <FaultStrip fault={wall.fault} />}
        </div>
      ) : (
        <div className="wall" data-link={link.kind}>
          <BigWords
            tone={trouble ? "blind" : "quiet"}
            word={trouble?.word ?? "Connecting"}
            detail={trouble?.detail ?? `to ${location.host}`}
          />
        </div>
      )}
    </ScaleContext>
  );
}

function NoPage({ isBroken }: { isBroken: boolean }) {
  return isBroken ? (
    <BigWords tone="blind" word="No page can be drawn" detail="They are tried again every half minute" />
  ) : (
    <BigWords word="This wall has no panels" detail="name some under “pages” in the configuration" />
  );
}
