import { type Alias, isAlias, isMap, isNode, isSeq, type Node, type YAMLMap } from "yaml";
import { keyName, type PlaceAt, startOf, type TextFault } from "./nodes.ts";

/** A configuration is five levels deep, a source's options a few more. The bound keeps recursion off the stack's end. */
const deepest = 32;

/** Finds what the parser lets pass: duplicate keys, aliases of nothing or of themselves, bottomless nesting. */
export class NodeCheck {
  readonly faults: TextFault[] = [];
  /** The nodes do not stand for data. */
  fatal = false;
  readonly #anchors = new Map<string, Node>();
  readonly #placeAt: PlaceAt;

  constructor(placeAt: PlaceAt) {
    this.#placeAt = placeAt;
  }

  visit(node: unknown, ancestors: readonly Node[]): void {
    if (!isNode(node)) return;
    if (ancestors.length > deepest)
      return this.#refuse(node, `nested deeper than ${deepest} levels; a wall needs fewer than 10`);
    if (isAlias(node)) return this.#visitAlias(node, ancestors);
    if (node.anchor) this.#anchors.set(node.anchor, node);
    const inside = [...ancestors, node];
    if (isSeq(node)) for (const item of node.items) this.visit(item, inside);
    if (isMap(node)) this.#visitMap(node, inside);
  }

  #visitAlias(alias: Alias, ancestors: readonly Node[]): void {
    const { source } = alias;
    const target = this.#anchors.get(source);
    if (!target)
      this.#refuse(
        alias,
        `*${source} repeats what no &${source} before it names; put text that begins with * in quotes`,
      );
    else if (ancestors.includes(target))
      this.#refuse(alias, `*${source} contains itself; write out what it stands for`);
  }

  #visitMap(map: YAMLMap, inside: readonly Node[]): void {
    const lineOf = new Map<string, number>();
    for (const { key, value } of map.items) {
      const name = keyName(key);
      const place = this.#placeAt(startOf(key));
      const first = lineOf.get(name);
      if (first !== undefined) {
        this.faults.push({
          ...place,
          message: `duplicate key "${name}"; it already stands on line ${first}, keep one of them`,
        });
      } else lineOf.set(name, place.line);
      this.visit(value, inside);
    }
  }

  #refuse(node: Node, message: string): void {
    this.fatal = true;
    this.faults.push({ ...this.#placeAt(startOf(node)), message });
  }
}
