import { isAlias, isCollection, isMap, isNode, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { ExpectedError } from "../../expected-error.ts";
import type { Path } from "../issue-words.ts";
import { keyName } from "../yaml/nodes.ts";

/** A pair of a map, or an item of a list, and where it is written. */
export interface Entry {
  /** Of a map. */
  key: string | undefined;
  value: Node | undefined;
  /** Offsets of its first character and behind its last one; that of a block scalar is the end of its line. */
  from: number;
  to: number;
}

export type Collection = YAMLMap | YAMLSeq;

export function isListOrMap(node: unknown): node is Collection {
  return isMap(node) || isSeq(node);
}

/** What a map or list holds, in its order. */
export function entriesOf(text: string, collection: Collection): Entry[] {
  if (isMap(collection)) {
    return collection.items.map(({ key, value }) => {
      const node = isNode(value) ? value : undefined;
      return { key: keyName(key), value: node, from: rangeOf(key)[0], to: node ? endOf(node) : rangeOf(key)[1] };
    });
  }
  return collection.items.map((item) => {
    const node = isNode(item) ? item : undefined;
    return { key: undefined, value: node, from: startOf(text, node), to: endOf(node) };
  });
}

/** With the anchor before it, which the parser leaves out. */
function startOf(text: string, node: Node | undefined): number {
  const [from] = rangeOf(node);
  const anchor = node && "anchor" in node ? node.anchor : undefined;
  return anchor ? text.lastIndexOf(`&${anchor}`, from) : from;
}

/** Behind its last character. The parser counts what follows a block collection to it, as far as the next one. */
export function endOf(node: unknown): number {
  if (!isCollection(node) || node.flow || node.items.length === 0) return rangeOf(node)[1];
  const last: unknown = node.items.at(-1);
  if (isNode(last)) return endOf(last);
  const { key, value } = isMap(node)
    ? (node.items.at(-1) ?? { key: undefined, value: undefined })
    : { key: last, value: undefined };
  return isNode(value) ? endOf(value) : rangeOf(key)[1];
}

export function rangeOf(node: unknown): [number, number] {
  if (!isNode(node) || !node.range) throw new Error("a parsed node has its range");
  return [node.range[0], node.range[1]];
}

/** The map or list at a path. Throws ExpectedError where something else is there. */
export function collectionAt(contents: unknown, path: Path): Collection {
  let node = contents;
  for (const step of path) {
    if (isMap(node)) node = node.items.find(({ key }) => keyName(key) === String(step))?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else node = undefined;
  }
  if (isListOrMap(node)) return node;
  if (isAlias(node)) {
    throw new ExpectedError(`*${node.source} stands here for what is written elsewhere; edit the text instead`);
  }
  throw new ExpectedError(`the text has nothing at ${path.join(".") || "its beginning"} that could be edited so`);
}
