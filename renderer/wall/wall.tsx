import { useStore } from "../link/use-store.ts";
import { ScaleContext, useWindowScale } from "../theme/scale.ts";
import { BigBand, BigWords } from "./big-words.tsx";
import { FaultStrip } from "./fault-strip.tsx";
import { Grid } from "./grid.tsx";
import { Header } from "./header.tsx";
import { describeLink } from "./link-words.ts";
import { turnAt } from "./rotation.ts";
import "./wall.css";

/** The whole wall. Once there is a picture, nothing takes it away: what goes wrong is said beside it. */
export function WallPage() {
  const wall = useStore("wall", (store) => store.wall());
  const link = useStore("link", (store) => store.link());
  const page = useStore("clock", (store) => turnAt(store.wall()?.pages ?? [], store.clock().tick)?.page);
  const scale = useWindowScale(wall?.display);
  const trouble = describeLink(link);
  return (
    <ScaleContext value={scale}>
      {wall ? (
        <div className="wall" data-link={link.kind}>
          <Header wall={wall} />
          <main className="picture">
            {page && page.panels.length > 0 ? (
              <Grid page={page} sources={wall.sources} />
            ) : (
              <BigWords word="This wall has no panels" detail="name some under “pages” in the configuration" />
            )}
          </main>
          {trouble && <BigBand word={trouble.word} detail={trouble.detail} />}
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
