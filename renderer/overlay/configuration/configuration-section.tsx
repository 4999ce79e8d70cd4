import { lazy, Suspense, useEffect, useState } from "react";
import { Button } from "../parts/button.tsx";
import { askSchema } from "./ask-configuration.ts";
import { Draft } from "./draft.ts";
import { FaultList } from "./fault-list.tsx";
import { panelForms, sourceForms } from "./form/fields.ts";
import { LogoForm } from "./logo-form.tsx";
import { PageEditor } from "./page-editor/page-editor.tsx";
import { Comparison } from "./preview/comparison.tsx";
import { SaveBar } from "./save-bar.tsx";
import { SavesList } from "./saves-list.tsx";
import { SourceEditor } from "./source-editor/source-editor.tsx";
import { DraftContext, useDraft } from "./use-draft.ts";
import "./configuration-section.css";

const TextEditor = lazy(() => import("./text-editor/text-editor.tsx"));

const views = {
  pages: "Pages",
  sources: "Sources",
  text: "Text",
  compare: "Before and after",
  name: "Name and logo",
  saves: "Saved texts",
};
type View = keyof typeof views;
const viewNames = Object.keys(views).filter((name): name is View => name in views);

/** The wall's configuration, as pages to be arranged and as text; both are the same draft until it is saved. */
export default function ConfigurationSection() {
  const [draft] = useState(() => new Draft());
  useEffect(() => void draft.load(), [draft]);
  return (
    <DraftContext value={draft}>
      <Opened />
    </DraftContext>
  );
}

function Opened() {
  const { draft, state } = useDraft();
  const [view, setView] = useState<View>("pages");
  const [schema, setSchema] = useState<Record<string, unknown>>();
  useEffect(() => {
    void askSchema().then((asked) => asked.ok && setSchema(asked.value));
  }, []);
  const { present, preview, words } = state;
  if (!present || !schema) return <p role="status">{words?.text ?? "Reading the configuration …"}</p>;
  return (
    <div className="configuration">
      <div className="configuration-head">
        <div className="configuration-views" role="group" aria-label="Show">
          {viewNames.map((name) => (
            <Button key={name} isOn={name === view} onPress={() => setView(name)}>
              {views[name]}
            </Button>
          ))}
        </div>
        <SaveBar />
      </div>
      <FaultList />
      {view === "text" && (
        <Suspense>
          <TextEditor schema={schema} />
        </Suspense>
      )}
      {view === "pages" && preview && <PageEditor preview={preview} forms={panelForms(schema)} />}
      {view === "sources" && preview && <SourceEditor preview={preview} forms={sourceForms(schema)} />}
      {view === "compare" && <Comparison />}
      {view === "name" && <LogoForm />}
      {view === "saves" && <SavesList present={present} onTakeUp={(version) => void draft.takeUp(version)} />}
    </div>
  );
}
