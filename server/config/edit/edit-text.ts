import { isDeepStrictEqual } from "node:util";
import { isCollection, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { ExpectedError } from "../../expected-error.ts";
import type { Edit } from "../../protocol/configuration.ts";
import { isRecord } from "../is-record.ts";
import type { Path } from "../issue-words.ts";
import { isEmpty } from "../yaml/nodes.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { commentsOf } from "./comments.ts";
import { appendToBlock, moveInBlock, removeFromBlock, transferInBlock } from "./edit-block.ts";
import { editData } from "./edit-data.ts";
import { appendToFlow, removeFromFlow, reorderFlow } from "./edit-flow.ts";
import { type Collection, collectionAt, type Entry, endOf, entriesOf, rangeOf } from "./entries.ts";
import { newlineOf } from "./lines.ts";
import { applySplices, type Splice } from "./splice.ts";
import { writePair, writeValue } from "./write-value.ts";

/**
 * Carries out one edit in a configuration's text. Nothing else in the text changes, comments least of all: the result is
 * held to that, and what cannot be done so is refused. Throws ExpectedError.
 */
export function editText(text: string, edit: Edit): string {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const body = text.slice(mark.length);
  const data = dataOf(body);
  const wanted = editData(data, edit);
  const document = parseDocument(body, { stringKeys: true, uniqueKeys: false, resolveKnownTags: false });
  const edited = applySplices(body, splicesFor(body, document.contents, edit));
  const outcome = readYaml(edited);
  if (outcome.faults.length > 0 || !isDeepStrictEqual(outcome.text?.value, wanted))
    throw new ExpectedError("this cannot be changed here without changing what is around it; edit the text instead");
  const keepsComments = edit.type !== "unset" && edit.type !== "remove";
  if (keepsComments && !isDeepStrictEqual(commentTexts(body), commentTexts(edited)))
    throw new ExpectedError("a comment stands within what would be replaced; edit the text instead");
  return mark + edited;
}

function dataOf(text: string): unknown {
  const { faults, text: yaml } = readYaml(text);
  const [fault] = faults;
  if (yaml && !fault) return yaml.value;
  throw new ExpectedError(
    `the text must be in order first: line ${fault?.line ?? 1}: ${fault?.message ?? "it is empty"}`,
  );
}

function splicesFor(text: string, contents: unknown, edit: Edit): Splice[] {
  switch (edit.type) {
    case "set":
      return set(text, contents, edit);
    case "append":
      return append(text, collectionAt(contents, edit.path), { value: edit.value });
    case "unset":
    case "remove": {
      const parent = collectionAt(contents, edit.path.slice(0, -1));
      return remove(text, parent, entryIndex(entriesOf(text, parent), edit.path.at(-1)));
    }
    case "transfer": {
      const from = collectionAt(contents, edit.path.slice(0, -1));
      return transfer(text, { from, index: Number(edit.path.at(-1)) }, collectionAt(contents, edit.to));
    }
    case "move": {
      const parent = collectionAt(contents, edit.path.slice(0, -1));
      const from = Number(edit.path.at(-1));
      if (!parent.flow) return moveInBlock(text, parent, { from, to: edit.to });
      return reorderFlow(text, parent, moved([...parent.items.keys()], from, edit.to));
    }
  }
}

function set(text: string, contents: unknown, { path, value }: { path: Path; value: unknown }): Splice[] {
  const [key = "", ...around] = path.toReversed();
  const parentPath = around.toReversed();
  if (parentPath.length > 0 && isMissing(contents, parentPath))
    return set(text, contents, { path: parentPath, value: { [String(key)]: value } });
  const parent = collectionAt(contents, parentPath);
  const entry = entriesOf(text, parent).find((entry, index) => (entry.key ?? index) === key);
  return entry ? replace(text, entry, value) : append(text, parent, { key: String(key), value });
}

function isMissing(contents: unknown, path: Path): boolean {
  const parent = collectionAt(contents, path.slice(0, -1));
  const key = path.at(-1);
  return isMap(parent) && !parent.items.some((pair) => isScalar(pair.key) && pair.key.value === key);
}

function replace(text: string, { key, value: before, from, to }: Entry, value: unknown): Splice[] {
  if (!before) return [{ from: to, to, text: key === undefined ? writeValue(value) : `: ${writeValue(value)}` }];
  if (isEmpty(before)) return [{ from: to, to, text: ` ${writeValue(value)}` }];
  // Number by number, so that what is written between them stays.
  if (isSeq(before) && Array.isArray(value) && before.items.length === value.length && before.items.every(isScalar)) {
    return before.items.flatMap((item, index) =>
      item.value === value[index] ? [] : [spliceOf(text, rangeOf(item), writeValue(value[index], item))],
    );
  }
  const start = key === undefined ? from : rangeOf(before)[0];
  return [spliceOf(text, [start, endOf(before)], writeValue(value, before))];
}

/** A block of lines ends with its last one, and so does what takes its place. */
function spliceOf(text: string, [from, to]: [number, number], written: string): Splice {
  return { from, to, text: text[to - 1] === "\n" ? written + newlineOf(text) : written };
}

function append(text: string, parent: Collection, { key, value }: { key?: string; value: unknown }): Splice[] {
  const entry = key === undefined ? writeValue(value) : writePair(key, value);
  if (parent.flow || parent.items.length === 0) return appendToFlow(text, parent, entry);
  return appendToBlock(text, parent, likeLast(parent, { key, value }) ?? [entry]);
}

/** A map that joins others which have a line for each key is written so too. */
function likeLast(
  parent: Collection,
  { key, value }: { key: string | undefined; value: unknown },
): string[] | undefined {
  const last = isMap(parent) ? parent.items.at(-1)?.value : parent.items.at(-1);
  if (!isMap(last) || last.flow || !isRecord(value) || Object.keys(value).length === 0) return undefined;
  const lines = Object.entries(value).flatMap(([name, each]) => linesLike(last.get(name, true), name, each));
  return key === undefined ? lines : [`${writeValue(key)}:`, ...lines.map((line) => `  ${line}`)];
}

/** `key: value`, or a line for each item where what it is like has that too. */
function linesLike(like: unknown, name: string, value: unknown): string[] {
  if (!isSeq(like) || like.flow || !Array.isArray(value) || value.length === 0) return [writePair(name, value)];
  return [`${writeValue(name)}:`, ...value.map((item: unknown) => `  - ${writeValue(item)}`)];
}

function remove(text: string, parent: Collection, index: number): Splice[] {
  if (parent.flow) return removeFromFlow(text, parent, index);
  if (parent.items.length === 1)
    throw new ExpectedError("it is the only one here; take away what it stands in instead");
  return removeFromBlock(text, parent, index);
}

/** As it is written where both lists are written alike; else as one that is added. */
function transfer(text: string, { from, index }: { from: Collection; index: number }, to: Collection): Splice[] {
  const entry = entriesOf(text, from)[index];
  if (!entry) throw new ExpectedError(`there is no ${index} here`);
  if (!from.flow && !to.flow && from.items.length > 1) return transferInBlock(text, { from, index }, to);
  const { value } = entry;
  const isOneLine = isCollection(value) && value.flow === true;
  const written = isOneLine ? text.slice(entry.from, entry.to) : writeValue(value?.toJSON());
  const added = to.flow || to.items.length === 0 ? appendToFlow(text, to, written) : appendToBlock(text, to, [written]);
  return [...remove(text, from, index), ...added];
}

function entryIndex(entries: readonly Entry[], step: PropertyKey | undefined): number {
  const index = entries.findIndex((entry, index) => (entry.key ?? index) === step);
  if (index !== -1) return index;
  throw new ExpectedError(`there is no ${String(step)} here`);
}

function moved(order: number[], from: number, to: number): number[] {
  const rest = order.filter((index) => index !== from);
  return [...rest.slice(0, to), from, ...rest.slice(to)];
}

function commentTexts(text: string): string[] {
  return commentsOf(text)
    .map((comment) => comment.text)
    .toSorted();
}
