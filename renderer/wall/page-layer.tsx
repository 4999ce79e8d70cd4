import { useEffect } from "react";
import type { Source } from "../../server/protocol/wall.ts";
import { useWiring } from "../link/use-store.ts";
import { BigWords } from "./big-words.tsx";
import { Grid } from "./grid.tsx";
import type { KeyedPage } from "./keyed-pages.ts";
import { OnScreen } from "./on-screen.ts";
import { PartBoundary } from "./part-boundary.tsx";

interface PageLayerProps {
  keyed: KeyedPage;
  sources: readonly Source[];
  onScreen: boolean;
}

/** A page, on screen or made ready off it in the same place and size, so that its turn is one change of visibility. */
export function PageLayer({ keyed: { key, page }, sources, onScreen }: PageLayerProps) {
  const { turner } = useWiring();
  useEffect(() => afterPaint(() => turner.drawn(key)), [turner, key]);
  return (
    <PartBoundary onFailure={() => turner.failed(key)}>
      <section className={`page ${onScreen ? "shown" : "incoming"}`} data-page={key} aria-hidden={!onScreen}>
        <OnScreen value={onScreen}>
          {page.panels.length > 0 ? (
            <Grid page={page} sources={sources} />
          ) : (
            <BigWords word="This page has no panels" detail="name some under “panels” in the configuration" />
          )}
        </OnScreen>
      </section>
    </PartBoundary>
  );
}

/** Twice, since what is laid out in the first frame is often measured and drawn anew in the second. */
function afterPaint(run: () => void): () => void {
  let request = requestAnimationFrame(() => {
    request = requestAnimationFrame(run);
  });
  return () => cancelAnimationFrame(request);
}
