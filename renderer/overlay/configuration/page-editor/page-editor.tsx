import { useState } from "react";
import type { Edit, Preview } from "../../../../server/protocol/configuration.ts";
import { EditorFrame } from "../editor-frame.tsx";
import { type Forms, showValue } from "../form/fields.ts";
import { PreviewPage } from "../preview/preview-page.tsx";
import { useDraft } from "../use-draft.ts";
import { AddPanel } from "./add-panel.tsx";
import { PageBar } from "./page-bar.tsx";
import { PanelBox } from "./panel-box.tsx";
import { PanelForm } from "./panel-form.tsx";
import { editsToPage } from "./to-other-page.ts";
import { pageName, sourceIds, writtenPages } from "./written-pages.ts";
import "./page-editor.css";

interface PageEditorProps {
  preview: Preview;
  forms: Forms;
}

/** A page as it will look, with its panels to be moved, sized, added and set; all of it is written into the text. */
export function PageEditor({ preview, forms }: PageEditorProps) {
  const { draft } = useDraft();
  const [wantedPage, setPage] = useState(0);
  const [chosen, setChosen] = useState<number>();
  const [over, setOver] = useState<number>();
  const written = writtenPages(preview);
  const page = Math.min(wantedPage, written.length - 1);
  const shown = preview.wall.pages[page];
  const panels = written[page]?.panels ?? [];
  const sources = sourceIds(preview);
  const list = ["pages", page, "panels"];
  const choosePage = (index: number) => {
    setPage(index);
    setChosen(undefined);
  };
  const edit = (...edits: Edit[]) => draft.edit(...edits);
  const remove = (index: number) => {
    setChosen(undefined);
    void edit({ type: "remove", path: [...list, index] });
  };
  const nameOf = (index: number) => shown?.panels[index]?.title || showValue(panels[index]?.["type"]);
  const panel = chosen === undefined ? undefined : panels[chosen];
  // What has no place of its own makes way.
  const fixed = (on: number, except?: number) =>
    (preview.wall.pages[on]?.panels ?? []).flatMap(({ at }, index) =>
      (on === page && index === except) || written[on]?.panels[index]?.["at"] === undefined ? [] : [at],
    );
  const bringTo = async (to: number, index: number) => {
    if (to === page || !written[to]) return;
    const at = panels[index]?.["at"] === undefined ? undefined : shown?.panels[index]?.at;
    const place = written[to].panels.length;
    if (!(await edit(...editsToPage({ panel: { page, index }, to, at, taken: fixed(to) })))) return;
    setPage(to);
    setChosen(place);
  };
  return (
    <EditorFrame
      chosen={
        panel &&
        chosen !== undefined && (
          <PanelForm
            key={`${page} ${chosen}`}
            name={nameOf(chosen)}
            fields={forms.get(showValue(panel["type"])) ?? []}
            written={panel}
            sources={sources}
            path={[...list, chosen]}
            onEdit={edit}
            pages={written.flatMap((_, index) =>
              index === page ? [] : [{ page: index, title: pageName(written, index) }],
            )}
            onPage={(to) => void bringTo(to, chosen)}
            onRemove={() => remove(chosen)}
          />
        )
      }
      adding={
        <AddPanel
          forms={forms}
          sources={sources}
          onAdd={(options) => void edit({ type: "append", path: list, value: options })}
        />
      }
    >
      <PageBar pages={written} page={page} over={over} onPage={choosePage} onEdit={edit} />
      <PreviewPage preview={preview} page={page} label={`The page ${shown?.title ?? ""} as it will look`}>
        <div className="page-editor-grid">
          {shown?.panels.map(({ id, at }, index) => (
            <PanelBox
              key={id}
              name={nameOf(index)}
              place={at}
              others={fixed(page, index)}
              isChosen={index === chosen}
              onChoose={() => setChosen(index)}
              onPlace={(at) => void edit({ type: "set", path: [...list, index, "at"], value: at })}
              onOverPage={setOver}
              onPage={(to) => void bringTo(to, index)}
              onTurn={(by) => void bringTo(page + by, index)}
              onRemove={() => remove(index)}
            />
          ))}
        </div>
      </PreviewPage>
      <p className="hint">
        Drag a panel, its lower right corner, or the panel onto another page's tab. With keys: arrows move it, Shift and
        arrows size it, Page Up and Page Down bring it to another page, Delete removes it.
      </p>
    </EditorFrame>
  );
}
