import { useState } from "react";
import type { Edit, Preview } from "../../../../server/protocol/configuration.ts";
import { PreviewPage } from "../preview/preview-page.tsx";
import { useDraft } from "../use-draft.ts";
import { YamlDiff } from "../yaml-diff.tsx";
import { AddPanel } from "./add-panel.tsx";
import { PageBar } from "./page-bar.tsx";
import { PanelBox } from "./panel-box.tsx";
import { type PanelField, showValue } from "./panel-fields.ts";
import { PanelForm } from "./panel-form.tsx";
import { sourceIds, writtenPages } from "./written-pages.ts";
import "./page-editor.css";

interface PageEditorProps {
  preview: Preview;
  fields: ReadonlyMap<string, PanelField[]>;
}

/** A page as it will look, with its panels to be moved, sized, added and set; all of it is written into the text. */
export function PageEditor({ preview, fields }: PageEditorProps) {
  const { draft, state } = useDraft();
  const [wantedPage, setPage] = useState(0);
  const [chosen, setChosen] = useState<number>();
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
  const edit = (one: Edit) => draft.edit(one);
  const remove = (index: number) => {
    setChosen(undefined);
    void edit({ type: "remove", path: [...list, index] });
  };
  const nameOf = (index: number) => shown?.panels[index]?.title || showValue(panels[index]?.["type"]);
  const panel = chosen === undefined ? undefined : panels[chosen];
  // What has no place of its own makes way.
  const fixed = (except: number) =>
    (shown?.panels ?? []).flatMap(({ at }, index) =>
      index === except || panels[index]?.["at"] === undefined ? [] : [at],
    );
  return (
    <div className="page-editor">
      <div className="page-editor-stage">
        <PageBar pages={written} page={page} onPage={choosePage} onEdit={edit} />
        <PreviewPage preview={preview} page={page} label={`The page ${shown?.title ?? ""} as it will look`}>
          <div className="page-editor-grid">
            {shown?.panels.map(({ id, at }, index) => (
              <PanelBox
                key={id}
                name={nameOf(index)}
                place={at}
                others={fixed(index)}
                isChosen={index === chosen}
                onChoose={() => setChosen(index)}
                onPlace={(at) => void edit({ type: "set", path: [...list, index, "at"], value: at })}
                onRemove={() => remove(index)}
              />
            ))}
          </div>
        </PreviewPage>
        <p className="hint">
          Drag a panel, or its lower right corner. With keys: arrows move it, Shift and arrows size it, Delete removes
          it.
        </p>
      </div>
      <div className="page-editor-side">
        {panel && chosen !== undefined && (
          <PanelForm
            key={`${page} ${chosen}`}
            name={nameOf(chosen)}
            fields={fields.get(showValue(panel["type"])) ?? []}
            written={panel}
            sources={sources}
            onSet={(key, value) =>
              void edit(
                value === undefined
                  ? { type: "unset", path: [...list, chosen, key] }
                  : { type: "set", path: [...list, chosen, key], value },
              )
            }
            onRemove={() => remove(chosen)}
          />
        )}
        <section className="page-editor-diff" aria-label="What it writes">
          <h2>What it writes</h2>
          <YamlDiff before={state.present?.text ?? ""} after={state.text} />
        </section>
        <AddPanel
          fields={fields}
          sources={sources}
          onAdd={(options) => void edit({ type: "append", path: list, value: options })}
        />
      </div>
    </div>
  );
}
