import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { useDraft } from "../use-draft.ts";
import { PreviewPage } from "./preview-page.tsx";

/** A page of the wall as it is beside the same page as it would be. */
export function Comparison() {
  const { preview, presentPreview } = useDraft().state;
  const [page, setPage] = useState(0);
  if (!preview) return <p className="hint">There is nothing to be shown while the text has faults.</p>;
  const pages = preview.wall.pages;
  const shown = Math.min(page, pages.length - 1);
  // As the wall itself does after a change: the page of the same title, else the one at its place.
  const same = presentPreview?.wall.pages.findIndex(({ title }) => title === pages[shown]?.title) ?? -1;
  return (
    <div className="comparison">
      <div className="page-bar-pages" role="group" aria-label="Page">
        {pages.map(({ title }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- pages have no name but their place
          <Button key={index} isOn={index === shown} onPress={() => setPage(index)}>
            {title}
          </Button>
        ))}
      </div>
      <div className="comparison-pair">
        <figure>
          <figcaption>{`Now: ${presentPreview?.wall.title ?? "nothing that can be drawn"}`}</figcaption>
          {presentPreview && (
            <PreviewPage preview={presentPreview} page={same === -1 ? shown : same} label="The page as it is" isWhole />
          )}
        </figure>
        <figure>
          <figcaption>{`As changed: ${preview.wall.title}`}</figcaption>
          <PreviewPage preview={preview} page={shown} label="The page as it would be" isWhole />
        </figure>
      </div>
      <p className="hint">
        Values are those of the moment in which it was last changed. Panels of new or changed sources show theirs once
        saved.
      </p>
    </div>
  );
}
