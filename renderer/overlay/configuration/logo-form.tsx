import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { OptionField } from "./form/option-field.tsx";
import { PreviewPage } from "./preview/preview-page.tsx";
import { sendLogo } from "./send-logo.ts";
import { useDraft } from "./use-draft.ts";

const title = { key: "title", isRequired: false, hint: "Nocturne", input: { kind: "text", isLong: false } } as const;
/** As the server has it: what is larger is not even looked at. */
const mostBytes = 1024 * 1024;

interface Chosen {
  file: File;
  /** A `data:` address. */
  picture: string;
}

/** What the wall calls itself. The title is part of the draft; a logo is shown, then checked, kept and named in the file. */
export function LogoForm() {
  const { draft, state } = useDraft();
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<Chosen>();
  const { present, text, preview } = state;
  const written = preview?.written["title"];
  const shown = typeof written === "string" ? written : "";
  if (!present) return null;
  const isChanged = text !== present.text;
  const logo = preview?.written["logo"];
  const choose = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > mostBytes) return setWords("Not done: a logo has at most 1 MiB; save it smaller, or as SVG");
    setWords("");
    setChosen({ file, picture: await dataAddress(file) });
  };
  const send = async (file: File) => {
    setWords("The server looks at it …");
    const { isDone, words } = await sendLogo(file, present.version);
    setChosen(undefined);
    if (isDone) await draft.load();
    setWords(words);
  };
  const wall = preview && { ...preview.wall, ...(chosen && { logo: chosen.picture }) };
  return (
    <div className="logo-form">
      <OptionField
        key={shown}
        field={title}
        value={shown}
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
        <span>Another logo: SVG, PNG, JPEG or WebP, at most 1 MiB</span>
        <input
          type="file"
          accept=".svg,.png,.jpg,.jpeg,.webp"
          disabled={isChanged || present.readOnly !== undefined}
          onChange={({ target }) => {
            void choose(target.files?.[0]);
            target.value = "";
          }}
        />
      </label>
      {chosen && (
        <div className="save-bar" role="group" aria-label={`The logo ${chosen.file.name}`}>
          <Button isMain onPress={() => void send(chosen.file)}>
            Make it the logo
          </Button>
          <Button onPress={() => setChosen(undefined)}>Not this one</Button>
        </div>
      )}
      {typeof logo === "string" && !chosen && (
        <Button onPress={() => void draft.edit({ type: "unset", path: ["logo"] })}>Take the logo off</Button>
      )}
      <p role="status">{words}</p>
      {preview && wall && (
        <PreviewPage preview={{ ...preview, wall }} page={0} label="The wall as it will look" isWhole />
      )}
    </div>
  );
}

/** The page's policy shows pictures of this server and such addresses alone. */
async function dataAddress(file: File): Promise<string> {
  const reader = new FileReader();
  const { promise, resolve } = Promise.withResolvers<string>();
  reader.addEventListener("loadend", () => resolve(typeof reader.result === "string" ? reader.result : ""));
  reader.readAsDataURL(file);
  return promise;
}
