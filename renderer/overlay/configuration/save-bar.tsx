import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { useDraft } from "./use-draft.ts";
import { whenWords } from "./when-words.ts";
import { YamlDiff } from "./yaml-diff.tsx";

/** Saving, which first shows what it would change; and a step back from what was changed here. */
export function SaveBar() {
  const { draft, state } = useDraft();
  const [isAsked, setAsked] = useState(false);
  const { present, text, faults, steps, newer } = state;
  const isChanged = present !== undefined && text !== present.text;
  const canSave = isChanged && faults.length === 0 && present.readOnly === undefined;
  const close = () => setAsked(false);
  return (
    <>
      <div className="save-bar">
        <Button isOff={steps.length === 0} onPress={() => void draft.back()}>
          Step back
        </Button>
        <Button isOff={!isChanged} onPress={() => void draft.load()}>
          Discard
        </Button>
        <Button isMain isOff={!canSave} onPress={() => setAsked(true)}>
          Save …
        </Button>
      </div>
      {newer && (
        <div className="save-panel" role="alert">
          <p>{`${newer.by ?? "Somebody, by other means"} saved another text ${whenWords(newer.at)}. This is what yours would change in it:`}</p>
          <YamlDiff before={newer.text} after={text} />
          <div className="save-bar">
            <Button onPress={() => void draft.load()}>Take theirs</Button>
            <Button onPress={() => draft.insist()}>Keep mine, to save it over theirs</Button>
          </div>
        </div>
      )}
      {isAsked && !newer && (
        <div className="save-panel" role="group" aria-label="Save">
          <p>Saving changes these lines. Everything else in the file stays as it is.</p>
          <YamlDiff before={present?.text ?? ""} after={text} />
          <div className="save-bar">
            <Button onPress={close}>Not yet</Button>
            <Button
              isMain
              isOff={!canSave}
              onPress={() => {
                close();
                void draft.save();
              }}
            >
              Save
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
