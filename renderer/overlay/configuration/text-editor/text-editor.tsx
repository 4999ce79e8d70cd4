import { useEffect, useEffectEvent, useRef } from "react";
import { useScreenKeys } from "../../keys/screen-keys.tsx";
import { useDraft } from "../use-draft.ts";
import { type OpenEditor, openEditor } from "./open-editor.ts";
import type { Schema } from "./schema-at.ts";
import "./text-editor.css";

/** The text itself, with what the schema knows of it and what the server finds wrong in it. */
export default function TextEditor({ schema }: { schema: Schema }) {
  const { draft, state } = useDraft();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<OpenEditor>(undefined);
  const open = useEffectEvent((element: HTMLElement) =>
    openEditor(element, {
      text: state.text,
      schema,
      readOnly: state.present?.readOnly !== undefined,
      onText: (text) => draft.write(text),
    }),
  );
  useEffect(() => {
    if (!host.current) return undefined;
    const opened = open(host.current);
    editor.current = opened;
    return () => opened.close();
  }, []);
  useEffect(() => editor.current?.setText(state.text), [state.text]);
  useEffect(() => editor.current?.setFaults(state.faults), [state.faults]);
  const { isWanted: hasNoKeyboard } = useScreenKeys();
  return (
    <>
      {hasNoKeyboard && (
        <p className="hint">
          Writing here needs a keyboard. Pages, sources, name and logo are changed by touch as well.
        </p>
      )}
      <div className="text-editor" ref={host} />
    </>
  );
}
