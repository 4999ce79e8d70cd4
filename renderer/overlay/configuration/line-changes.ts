import { Chunk } from "@codemirror/merge";
import { Text } from "@codemirror/state";

export interface ChangedLine {
  kind: "same" | "gone" | "new";
  /** Counted from 1, in the text after; of a line that is gone in the text before. */
  line: number;
  text: string;
}

/** What stands around a change, so that one knows where it is. */
const context = 1;

/** The places at which two texts differ, each with the lines around it. */
export function lineChanges(before: string, after: string): ChangedLine[][] {
  // Each line is ended: else a line that joins at the end would change the one before it.
  const [a, b] = [before, after].map((text) => Text.of([...text.replace(/\r?\n$/, "").split(/\r?\n/), ""]));
  if (!a || !b) return [];
  return Chunk.build(a, b).map((chunk) => {
    const gone = linesOf(a, chunk.fromA, chunk.toA);
    const fresh = linesOf(b, chunk.fromB, chunk.toB);
    const first = b.lineAt(Math.min(chunk.fromB, b.length)).number;
    const next = first + fresh.length;
    const above = linesFrom(b, first - context, first).map(asKind("same"));
    const below = linesFrom(b, next, next + context).map(asKind("same"));
    return above.concat(gone.map(asKind("gone")), fresh.map(asKind("new")), below);
  });
}

/** A chunk ends behind the break of its last line, and one of no lines where it begins. */
function linesOf(text: Text, from: number, to: number) {
  if (to <= from) return [];
  const first = text.lineAt(from).number;
  const last = text.lineAt(Math.min(text.length, to - 1)).number;
  return linesFrom(text, first, last + 1);
}

function linesFrom(text: Text, from: number, to: number): { line: number; text: string }[] {
  const first = Math.max(1, from);
  const count = Math.max(0, Math.min(text.lines, to) - first);
  return Array.from({ length: count }, (_, index) => ({ line: first + index, text: text.line(first + index).text }));
}

function asKind(kind: ChangedLine["kind"]) {
  return ({ line, text }: Omit<ChangedLine, "kind">): ChangedLine => ({ kind, line, text });
}
