import { type ReactNode, useMemo } from "react";
import type { Preview } from "../../../../server/protocol/configuration.ts";
import { LinkedContext } from "../../../link/use-store.ts";
import { ScaleContext } from "../../../theme/scale.ts";
import { type TypeScale, typeScale } from "../../../theme/type-scale.ts";
import { useSize } from "../../../theme/use-size.ts";
import { useWindowSize } from "../../../theme/use-window-size.ts";
import { Grid } from "../../../wall/grid.tsx";
import { Header } from "../../../wall/header.tsx";
import { OnScreen } from "../../../wall/on-screen.ts";
import { previewStore } from "./preview-store.ts";
import "./preview-page.css";

interface PreviewPageProps {
  preview: Preview;
  page: number;
  label: string;
  /** The whole screen, and not only what is below its header. */
  isWhole?: boolean;
  /** What lies over the picture. */
  children?: ReactNode;
}

/** The share of a screen that is left below the header. */
const pictureShare = 0.86;

/** A page as the wall would draw it, at the wall's own size and then made smaller, so that nothing is laid out otherwise. */
export function PreviewPage({ preview, page, label, isWhole = false, children }: PreviewPageProps) {
  const { widthPx, heightPx } = useWindowSize();
  const [ref, { width }] = useSize<HTMLDivElement>();
  const linked = useMemo(() => ({ store: previewStore(preview), send: () => undefined }), [preview]);
  const { display } = preview.wall;
  const type = useMemo(() => typeScale({ widthPx, heightPx, display }), [widthPx, heightPx, display]);
  const shown = preview.wall.pages[page];
  const scale = width / widthPx;
  const height = isWhole ? heightPx : heightPx * pictureShare;
  return (
    <div className="preview" ref={ref} style={{ height: height * scale }}>
      <div
        className="preview-picture"
        style={{ ...sizesOf(type), width: widthPx, height, transform: `scale(${scale})` }}
        role="img"
        aria-label={label}
        inert
      >
        <LinkedContext value={linked}>
          <ScaleContext value={type}>
            <OnScreen value={false}>
              {isWhole && (
                <Header wall={preview.wall}>
                  <div className="page-line dim">{shown?.title}</div>
                </Header>
              )}
              <div className="preview-panels">{shown && <Grid page={shown} sources={preview.wall.sources} />}</div>
            </OnScreen>
          </ScaleContext>
        </LinkedContext>
      </div>
      {children}
    </div>
  );
}

/** The sizes of that wall for the style sheets within, whatever those of the page around it are. */
function sizesOf(type: TypeScale): Record<string, string> {
  return Object.fromEntries(Object.entries(type).map(([name, px]) => [`--${name}`, `${Number(px).toFixed(2)}px`]));
}
