import { isMap } from "yaml";
import { ExpectedError } from "../../expected-error.ts";
import { commentsOf } from "./comments.ts";
import { type Collection, entriesOf, rangeOf } from "./entries.ts";
import { before, isBlank, lineStart, newlineOf, nextLine } from "./lines.ts";
import type { Splice } from "./splice.ts";

/** Adds an entry on lines of its own behind the last one. `lines` are indented as the entry's first line is not yet. */
export function appendToBlock(text: string, collection: Collection, lines: readonly string[]): Splice[] {
  const last = entriesOf(text, collection).at(-1);
  if (!last) return [];
  const at = nextLine(text, last.to);
  const newline = newlineOf(text);
  const indent = " ".repeat(columnOf(text, collection));
  const [mark, hang] = isMap(collection) ? ["", ""] : ["- ", "  "];
  const written = lines.map((line, index) => `${indent}${index === 0 ? mark : hang}${line}`).join(newline);
  const isOpen = at === text.length && !text.endsWith("\n");
  return [{ from: at, to: at, text: isOpen ? newline + written : written + newline }];
}

/** Takes an entry out with its lines, and with the comments within and beside it; those above it stay. */
export function removeFromBlock(text: string, collection: Collection, index: number): Splice[] {
  const entries = entriesOf(text, collection);
  const [entry, next] = [entries[index], entries[index + 1]];
  if (!entry) return [];
  const start = startOfEntry(text, collection, entry.from);
  if (isBlank(before(text, start))) return [{ from: lineStart(text, start), to: nextLine(text, entry.to), text: "" }];
  // The first key of a map that begins behind a dash: the second one takes its place.
  const to = next?.from ?? entry.to;
  if (commentsOf(text).some((comment) => comment.from >= nextLine(text, entry.to) && comment.to <= to))
    throw new ExpectedError("a comment stands between this and what would take its place; edit the text instead");
  return [{ from: start, to, text: "" }];
}

/** Moves one entry of a list to another place; the comments right above it go along. */
export function moveInBlock(
  text: string,
  collection: Collection,
  { from, to }: { from: number; to: number },
): Splice[] {
  const chunks = chunksOf(text, collection);
  const [moved, target] = [chunks[from], chunks[to]];
  if (!moved || !target || from === to) return [];
  const lines = text.slice(moved.from, moved.to);
  const newline = newlineOf(text);
  const cut = { from: moved.from, to: moved.to, text: "" };
  const at = from < to ? target.to : target.from;
  if (!lines.endsWith("\n")) {
    // It was the last of a text that does not end its last line, and so does the one before it now.
    const previous = text.slice(0, moved.from).replace(/\r?\n$/, "").length;
    return [
      { from: at, to: at, text: lines + newline },
      { from: previous, to: moved.to, text: "" },
    ];
  }
  const isOpen = at === text.length && !text.endsWith("\n");
  return [cut, { from: at, to: at, text: isOpen ? newline + lines.replace(/\r?\n$/, "") : lines }];
}

/** Moves an item of one list to the end of another one, which may stand further in or out; its comments go along. */
export function transferInBlock(
  text: string,
  { from, index }: { from: Collection; index: number },
  to: Collection,
): Splice[] {
  const chunk = chunksOf(text, from)[index];
  const last = entriesOf(text, to).at(-1);
  if (!chunk || !last) return [];
  const entry = entriesOf(text, from)[index];
  if (!entry || !isBlank(before(text, startOfEntry(text, from, entry.from))))
    throw new ExpectedError("it shares its line with what it stands in; edit the text instead");
  const by = columnOf(text, to) - columnOf(text, from);
  const lines = text
    .slice(chunk.from, chunk.to)
    .replace(/\r?\n$/, "")
    .split("\n");
  const moved = lines.map((line) => shifted(line, by)).join("\n");
  const newline = newlineOf(text);
  const at = nextLine(text, last.to);
  const isOpen = at === text.length && !text.endsWith("\n");
  return [
    { from: chunk.from, to: chunk.to, text: "" },
    { from: at, to: at, text: isOpen ? newline + moved : moved + newline },
  ];
}

function shifted(line: string, by: number): string {
  if (by < 0) return line.replace(new RegExp(`^ {0,${-by}}`), "");
  return isBlank(line) ? line : " ".repeat(by) + line;
}

/** Each entry with its lines and the comments right above it, as far as they stand as far in as its dash. */
function chunksOf(text: string, collection: Collection): { from: number; to: number }[] {
  const comments = new Map(commentsOf(text).map(({ from }) => [lineStart(text, from), from]));
  const column = columnOf(text, collection);
  return entriesOf(text, collection).map((entry) => {
    let from = lineStart(text, startOfEntry(text, collection, entry.from));
    for (;;) {
      const above = lineStart(text, from - 1);
      const comment = comments.get(above);
      if (from === 0 || comment === undefined || comment - above !== column || !isBlank(before(text, comment))) break;
      from = above;
    }
    return { from, to: nextLine(text, entry.to) };
  });
}

/** Of a list's item the dash before it. */
function startOfEntry(text: string, collection: Collection, from: number): number {
  return isMap(collection) ? from : text.lastIndexOf("-", from - 1);
}

function columnOf(text: string, collection: Collection): number {
  const [start] = rangeOf(collection);
  return start - lineStart(text, start);
}
