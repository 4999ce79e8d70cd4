import { type Document, type ErrorCode, visit, type YAMLError } from "yaml";
import type { PlaceAt, TextFault } from "./nodes.ts";

/** The parser goes on after a fault and trips over its consequences: of several on one line, the first is the cause. */
export function syntaxFaults(document: Document.Parsed, placeAt: PlaceAt): TextFault[] {
  const errors = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  const exhausted = errors.find((error) => error.code === "RESOURCE_EXHAUSTION");
  if (exhausted) return [{ ...placeAt(exhausted.pos[0]), message: syntaxWords(exhausted) }];
  const perLine = new Map<number, TextFault>();
  for (const error of errors) {
    const offset = isOpenQuote(error) ? lastQuote(document) : error.pos[0];
    const place = placeAt(offset ?? error.pos[0]);
    if (!perLine.has(place.line)) perLine.set(place.line, { ...place, message: syntaxWords(error) });
  }
  return [...perLine.values()];
}

/** A quote that is never closed takes all text behind it, and the parser complains at the end of the file. */
function lastQuote(document: Document.Parsed): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Scalar(_, node) {
      if (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE") offset = node.range?.[0];
    },
  });
  return offset;
}

/**
 * What the parser found, in words for the writer of the file. The parser's own are kept only where they say what would
 * be right and repeat nothing of the text, which may hold a secret where none belongs.
 */
function syntaxWords(error: YAMLError): string {
  if (isOpenQuote(error)) return "the quote that opens here is never closed; close it on the same line";
  return words[error.code] ?? `not YAML as it can be read: ${error.message.split("\n", 1).join()}`;
}

function isOpenQuote(error: YAMLError): boolean {
  return error.code === "MISSING_CHAR" && error.message.startsWith("Missing closing");
}

const words: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: "a tab indents this line; indent with spaces",
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " on one line; put text that contains ": " in quotes',
  BAD_SCALAR_START: "text cannot begin with this character; put it in quotes",
  BAD_DQ_ESCAPE: "not an escape sequence of YAML; write \\\\ for a backslash, or use single quotes ('…')",
  MULTILINE_IMPLICIT_KEY:
    'this line is neither "key: value" nor "- item"; is a colon missing, or quotes around text of several lines?',
  UNEXPECTED_TOKEN: "this does not belong here; is a bracket, comma or quote too many, or missing before it?",
  MULTIPLE_DOCS: "a second document begins here; keep one, without the line ---",
  TAG_RESOLVE_FAILED: "tags (!name) have no meaning here; write the plain value",
  NON_STRING_KEY: "a key must be plain text, like title",
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters; write "key: value"',
  RESOURCE_EXHAUSTION: "nested too deeply to be read; a wall needs fewer than 10 levels",
};
