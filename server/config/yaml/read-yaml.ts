import { LineCounter, parseDocument } from "yaml";
import { reasonOf } from "../../expected-error.ts";
import { NodeCheck } from "./check-nodes.ts";
import { type Locator, locator } from "./locate.ts";
import { isEmpty, type PlaceAt, type TextFault } from "./nodes.ts";
import { syntaxFaults } from "./syntax.ts";

/** A YAML text as plain data, which still knows where each value was written. */
export interface YamlText extends Locator {
  value: unknown;
}

/** How often the anchors of a text may be repeated in all: far more than a wall needs, far less than a YAML bomb. */
const mostAliases = 1000;

/**
 * Reads YAML 1.2 without its programming features: no custom tags, no keys but text, one document. Every fault of the
 * text is found in one pass; duplicate keys and the like leave data that can be checked further (`text`). `least` says
 * what an empty text lacks.
 */
export function readYaml(
  source: string,
  least = "a wall needs at least pages",
): { faults: TextFault[]; text?: YamlText } {
  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    // Without excerpts of the text in the messages: it may hold a secret where none belongs.
    prettyErrors: false,
    stringKeys: true,
    // The parser compares each key with each; NodeCheck does it in one pass.
    uniqueKeys: false,
    resolveKnownTags: false,
    logLevel: "error",
  });
  const placeAt: PlaceAt = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };

  if (document.errors.length + document.warnings.length > 0) return { faults: syntaxFaults(document, placeAt) };
  if (document.contents === null || isEmpty(document.contents))
    return { faults: [{ line: 1, column: 1, message: `the file is empty; ${least}` }] };

  const check = new NodeCheck(placeAt);
  check.visit(document.contents, []);
  if (check.fatal) return { faults: check.faults };
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    return { faults: check.faults, text: { value, ...locator(document, placeAt) } };
  } catch (thrown) {
    // toJS throws a ReferenceError for what it counts as a bomb, and nothing else once the nodes are checked.
    if (!(thrown instanceof ReferenceError)) throw thrown;
    const message = `the aliases (*name) repeat too much: ${reasonOf(thrown)}; write out what they stand for`;
    return { faults: [...check.faults, { message }] };
  }
}
