import { type Document, isAlias, isMap, isNode, isSeq, type YAMLMap } from "yaml";
import type { Path } from "../issue-words.ts";
import { isEmpty, keyName, type Place, type PlaceAt, startOf } from "./nodes.ts";

/** Finds in the text what a path in the data names. */
export interface Locator {
  /** Where the value is, or else the nearest value around it. */
  locate(path: Path): Place & { missing: boolean };
  /** Where the key at the end of the path is. */
  locateKey(path: Path): Place;
}

export function locator(document: Document.Parsed, placeAt: PlaceAt): Locator {
  const indexes = new WeakMap<YAMLMap, Map<string, YAMLMap["items"][number]>>();
  const pairOf = (map: YAMLMap, key: PropertyKey) => {
    const index = indexes.get(map) ?? new Map(map.items.map((pair) => [keyName(pair.key), pair]));
    indexes.set(map, index);
    return index.get(String(key));
  };
  const childOf = (parent: unknown, step: PropertyKey) => {
    const holder: unknown = isAlias(parent) ? parent.resolve(document) : parent;
    if (isSeq(holder)) return { key: undefined, node: holder.items[Number(step)] };
    const pair = isMap(holder) ? pairOf(holder, step) : undefined;
    return { key: pair?.key, node: pair?.value };
  };

  const locate = (path: Path) => {
    let node: unknown = document.contents;
    let offset = startOf(node);
    for (const step of path) {
      const child = childOf(node, step);
      if (!isNode(child.node) && !isNode(child.key)) return { ...placeAt(offset), missing: true };
      offset = startOf(isEmpty(child.node) && isNode(child.key) ? child.key : child.node);
      node = child.node;
    }
    return { ...placeAt(offset), missing: false };
  };
  const locateKey = (path: Path) => {
    const parent = path.slice(0, -1).reduce<unknown>((node, step) => childOf(node, step).node, document.contents);
    const { key } = childOf(parent, path.at(-1) ?? "");
    return isNode(key) ? placeAt(startOf(key)) : locate(path);
  };
  return { locate, locateKey };
}
