import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { OptionField } from "./page-editor/option-field.tsx";
import { sendLogo } from "./send-logo.ts";
import { useDraft } from "./use-draft.ts";

const title = { key: "title", isRequired: false, hint: "Nocturne", input: { kind: "text", isLong: false } } as const;

/** What the wall calls itself. The title is part of the draft; a logo is checked, kept and named in the file at once. */
export function LogoForm() {
  const { draft, state } = useDraft();
  const [words, setWords] = useState("");
  const { present, text, preview } = state;
  const written = preview?.written["title"];
  const shown = typeof written === "string" ? written : "";
  if (!present) return null;
  const isChanged = text !== present.text;
  const logo = preview?.written["logo"];
  const send = async (file: File | undefined) => {
    if (!file) return;
    setWords("The server looks at it …");
    const { isDone, words } = await sendLogo(file, present.version);
    if (isDone) await draft.load();
    setWords(words);
  };
  return (
    <div className="logo-form">
      <OptionField
        key={shown}
        field={title}
        value={shown}
        sources={[]}
        onWrite={(value) =>
          void draft.edit(
            value.trim() === ""
              ? { type: "unset", path: ["title"] }
              : { type: "set", path: ["title"], value: value.trim() },
          )
        }
      />
      <p>{typeof logo === "string" ? `The logo is ${logo}` : "There is no logo."}</p>
      {isChanged && (
        <p className="hint">Save or discard what was changed before you send a logo: it is saved at once.</p>
      )}
      <label className="field">
        <span>Send another logo: SVG, PNG, JPEG or WebP, at most 1 MiB</span>
        <input
          type="file"
          accept=".svg,.png,.jpg,.jpeg,.webp"
          disabled={isChanged || present.readOnly !== undefined}
          onChange={({ target }) => {
            void send(target.files?.[0]);
            target.value = "";
          }}
        />
      </label>
      {typeof logo === "string" && (
        <Button onPress={() => void draft.edit({ type: "unset", path: ["logo"] })}>Take the logo off</Button>
      )}
      <p role="status">{words}</p>
    </div>
  );
}
