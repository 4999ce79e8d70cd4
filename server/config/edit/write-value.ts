import { isScalar, type Scalar, stringify } from "yaml";
import { isRecord } from "../is-record.ts";

/** A value on one line, as it can stand at any place of a YAML text: `[0, 0, 6, 4]`. Quotes are those of the node before. */
export function writeValue(value: unknown, before?: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item: unknown) => writeValue(item)).join(", ")}]`;
  if (isRecord(value)) {
    const pairs = Object.entries(value).map(([key, each]) => writePair(key, each));
    return pairs.length > 0 ? `{ ${pairs.join(", ")} }` : "{}";
  }
  // JSON is YAML too, and breaks no line.
  if (typeof value === "string" && /[\r\n]/.test(value)) return JSON.stringify(value);
  // Within a list whatever a bracket or comma would end is quoted.
  const list = stringify([value], {
    collectionStyle: "flow",
    flowCollectionPadding: false,
    lineWidth: 0,
    defaultStringType: quotesOf(before),
  });
  return list.trim().slice(1, -1);
}

function quotesOf(node: unknown): Scalar.Type {
  const type = isScalar(node) ? node.type : undefined;
  return type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE" ? type : "PLAIN";
}

/** `key: value`, as a pair of a map. */
export function writePair(key: string, value: unknown): string {
  return `${writeValue(key)}: ${writeValue(value)}`;
}
