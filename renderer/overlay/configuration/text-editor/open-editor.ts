import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import type { TextFault } from "../../../../server/protocol/configuration.ts";
import { editorLook } from "./editor-look.ts";
import type { Schema } from "./schema-at.ts";
import { schemaCompletion, schemaHover } from "./yaml-help.ts";

export interface OpenEditor {
  setText(text: string): void;
  setFaults(faults: readonly TextFault[]): void;
  focus(): void;
  close(): void;
}

interface EditorOptions {
  text: string;
  schema: Schema;
  readOnly: boolean;
  onText(text: string): void;
}

/**
 * Opens an editor in the element. It lives in a shadow root, where its styles are adopted as constructed sheets: as style
 * elements of the page the content security policy would forbid them.
 */
export function openEditor(host: HTMLElement, { text, schema, readOnly, onText }: EditorOptions): OpenEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const state = EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      history(),
      highlightActiveLine(),
      yaml(),
      indentUnit.of("  "),
      autocompletion({ override: [schemaCompletion(schema)] }),
      schemaHover(schema),
      lintGutter(),
      EditorView.lineWrapping,
      EditorState.readOnly.of(readOnly),
      EditorView.contentAttributes.of({ "aria-label": "The configuration as YAML" }),
      // Tab leaves the editor, as everywhere else on the page: it must not be a trap for who has keys only.
      keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onText(update.state.doc.toString());
      }),
      editorLook,
    ],
  });
  const view = new EditorView({ state, root, parent: root });
  return {
    setText(next) {
      const present = view.state.doc.toString();
      if (next !== present) view.dispatch({ changes: { from: 0, to: present.length, insert: next } });
    },
    setFaults: (faults) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          faults.map((fault) => diagnosticOf(view.state, fault)),
        ),
      ),
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}

/** A fault has a place and no end: it is told of the word that begins there. */
function diagnosticOf({ doc }: EditorState, { line = 1, column = 1, message }: TextFault): Diagnostic {
  const written = doc.line(Math.min(Math.max(1, line), doc.lines));
  const from = Math.min(written.to, written.from + column - 1);
  const word = /^[^\s,\]}]+/.exec(doc.sliceString(from, written.to))?.[0] ?? "";
  return { from, to: from + word.length, severity: "error", message };
}
