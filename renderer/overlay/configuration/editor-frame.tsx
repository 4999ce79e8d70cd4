import type { ReactNode } from "react";
import { useDraft } from "./use-draft.ts";
import { YamlDiff } from "./yaml-diff.tsx";
import "./editor-frame.css";

interface EditorFrameProps {
  /** What is edited. */
  children: ReactNode;
  /** The options of what is chosen, where they do not stand with it. */
  chosen?: ReactNode;
  /** What can be added. */
  adding: ReactNode;
}

/** What is edited, and at its right what that writes into the text. */
export function EditorFrame({ children, chosen, adding }: EditorFrameProps) {
  const { state } = useDraft();
  return (
    <div className="editor">
      <div className="editor-stage">{children}</div>
      <div className="editor-side">
        {chosen}
        <section className="editor-diff" aria-label="What it writes">
          <h2>What it writes</h2>
          <YamlDiff before={state.present?.text ?? ""} after={state.text} />
        </section>
        {adding}
      </div>
    </div>
  );
}
