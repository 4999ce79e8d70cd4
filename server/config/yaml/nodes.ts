import { isNode, isScalar } from "yaml";

export interface Place {
  line: number;
  column: number;
}

/** The place of a character, by its index in the text. */
export type PlaceAt = (offset: number) => Place;

/** A fault of the text, which as a whole may have no place. */
export interface TextFault extends Partial<Place> {
  message: string;
}

/** A key without a value ("title:") has a node of no length behind the colon. */
export function isEmpty(node: unknown): boolean {
  return !isNode(node) || (isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1]);
}

export function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

export function keyName(key: unknown): string {
  return isScalar(key) ? String(key.value) : "";
}
