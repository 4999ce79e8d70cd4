import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The wall's colours. Its saturated ones are for what is wrong; a text is told apart by brightness and weight. */
const look = EditorView.theme(
  {
    "&": { height: "100%", fontSize: "var(--body)", color: "var(--text)", backgroundColor: "var(--background)" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "ui-monospace, 'DejaVu Sans Mono', monospace", lineHeight: "1.5" },
    ".cm-content": { caretColor: "var(--text)", userSelect: "text" },
    ".cm-cursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
    ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--dim)", borderRight: "1px solid var(--line)" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "#ffffff0a" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "#34506b",
    },
    ".cm-tooltip": {
      backgroundColor: "var(--cell)",
      color: "var(--text)",
      border: "1px solid #3a4551",
      maxWidth: "60ch",
    },
    ".cm-tooltip-autocomplete ul li": { padding: "0.35em 0.7em" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "#34506b", color: "var(--text)" },
    ".cm-completionDetail": { color: "var(--dim)", fontStyle: "normal", marginLeft: "1em" },
    ".cm-schema-words": { padding: "0.4em 0.7em" },
    ".cm-diagnostic-error": { borderLeft: "4px solid var(--warning)" },
    ".cm-lintRange-error": { backgroundImage: "none", borderBottom: "2px dotted var(--warning)" },
    ".cm-lint-marker-error": { content: "none", backgroundColor: "var(--warning)", borderRadius: "50%", scale: "0.6" },
    ".cm-panel": { backgroundColor: "var(--panel)", color: "var(--text)" },
  },
  { dark: true },
);

const marks = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "#ffffff", fontWeight: "600" },
  { tag: tags.comment, color: "var(--dim)", fontStyle: "italic" },
  { tag: [tags.string, tags.content, tags.attributeValue], color: "#b9d3ea" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--dim)" },
]);

export const editorLook = [look, syntaxHighlighting(marks)];
