import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { hoverTooltip } from "@codemirror/view";
import { keysOf, type Schema, schemasAt, valuesOf, wordsOf } from "./schema-at.ts";
import { placeAt } from "./yaml-place.ts";

/** Proposes what the schema allows where the cursor is, and the sources of the text where one is to be named. */
export function schemaCompletion(schema: Schema) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[\w.-]*/);
    const from = word?.from ?? context.pos;
    if (!context.explicit && from === context.pos && !/[\s{[,]$/.test(context.state.sliceDoc(0, context.pos)))
      return null;
    const { path, wants, typeAt, taken } = placeAt(context.state, from);
    const schemas = schemasAt(schema, path, typeAt);
    if (wants === "value" && path.at(-1) === "source")
      return { from, options: sourcesOf(context.state.doc.toString()).map((label) => ({ label, type: "variable" })) };
    if (wants === "value") {
      const values = valuesOf(schemas).map(({ text }) => ({ label: text, type: "enum" }));
      return values.length > 0 ? { from, options: values } : null;
    }
    const keys = keysOf(schemas).filter(({ text }) => !taken.includes(text));
    const options = keys.map(({ text, detail }) => ({ label: text, apply: `${text}: `, detail, type: "property" }));
    return options.length > 0 ? { from, options, validFor: /^[\w.-]*$/ } : null;
  };
}

/** Says what may stand at the key that the pointer is on. */
export function schemaHover(schema: Schema) {
  return hoverTooltip((view, offset) => {
    const word = view.state.wordAt(offset);
    if (!word || view.state.sliceDoc(word.to, word.to + 1) !== ":") return null;
    const { path, wants, typeAt } = placeAt(view.state, word.from);
    if (wants !== "key") return null;
    const key = view.state.sliceDoc(word.from, word.to);
    const words = wordsOf(schemasAt(schema, [...path, key], typeAt));
    if (words === "") return null;
    return {
      pos: word.from,
      above: true,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "cm-schema-words";
        dom.textContent = `${key}: ${words}`;
        return { dom };
      },
    };
  });
}

/** The ids below `sources:`, also of a text with faults. */
function sourcesOf(text: string): string[] {
  const block = /^sources:[^\n]*\n((?:[ \t]+[^\n]*\n|\s*\n|#[^\n]*\n)*)/m.exec(`${text}\n`)?.[1] ?? "";
  const indent = /^( +)[\w.-]+:/m.exec(block)?.[1];
  if (indent === undefined) return [];
  return [...block.matchAll(/^( +)([\w.-]+):/gm)].flatMap(([, lead, id]) => (lead === indent && id ? [id] : []));
}
