import { useState } from "react";
import type { Edit, Preview } from "../../../../server/protocol/configuration.ts";
import { Button } from "../../parts/button.tsx";
import { probeWords } from "../../parts/probe-words.ts";
import { askTest } from "../ask-configuration.ts";
import { EditorFrame } from "../editor-frame.tsx";
import { type Forms, showValue } from "../form/fields.ts";
import { OptionsForm } from "../form/options-form.tsx";
import { writtenSources } from "../page-editor/written-pages.ts";
import { useDraft } from "../use-draft.ts";
import { AddSource } from "./add-source.tsx";

interface SourceEditorProps {
  preview: Preview;
  forms: Forms;
}

/** What the wall watches: sources to be changed, tested, added and removed; all of it is written into the text. */
export function SourceEditor({ preview, forms }: SourceEditorProps) {
  const { draft, state } = useDraft();
  const sources = writtenSources(preview);
  const ids = Object.keys(sources);
  const [wanted, setWanted] = useState<string>();
  const id = wanted !== undefined && ids.includes(wanted) ? wanted : ids[0];
  const written = id === undefined ? undefined : sources[id];
  const edit = (...edits: Edit[]) => draft.edit(...edits);
  return (
    <EditorFrame
      adding={
        <AddSource
          forms={forms}
          taken={ids}
          onAdd={async (id, source) => {
            const isAdded = await edit({ type: "set", path: ["sources", id], value: source });
            if (isAdded) setWanted(id);
            return isAdded;
          }}
        />
      }
    >
      <div className="form-choices" role="group" aria-label="Source">
        {ids.map((one) => (
          <Button key={one} isOn={one === id} onPress={() => setWanted(one)}>
            {one}
          </Button>
        ))}
      </div>
      {written && id !== undefined && (
        <section className="panel-form" aria-label={`Options of ${id}`}>
          <h2>{`${id}: ${showValue(written["type"])}`}</h2>
          <OptionsForm
            key={id}
            fields={forms.get(showValue(written["type"])) ?? []}
            written={written}
            path={["sources", id]}
            onEdit={edit}
          />
          <div className="save-bar">
            <TestNow key={`${id} ${JSON.stringify(written)}`} text={state.text} source={id} />
            <Button
              onPress={() => void edit({ type: "unset", path: ids.length === 1 ? ["sources"] : ["sources", id] })}
            >
              Remove this source
            </Button>
          </div>
        </section>
      )}
    </EditorFrame>
  );
}

/** Asks what the source would watch as the text has it, saved or not. */
function TestNow({ text, source }: { text: string; source: string }) {
  const [words, setWords] = useState("");
  const test = async () => {
    setWords("Asking …");
    const asked = await askTest(text, source);
    setWords(asked.ok ? probeWords(asked.value) : `Not tested: ${asked.reason}`);
  };
  return (
    <>
      <Button onPress={() => void test()}>Test now</Button>
      <p role="status">{words}</p>
    </>
  );
}
