import { createHash } from "node:crypto";

/** Messages carry ids of at most 200 characters; with the shortened query, its hash and "#123", these stay below. */
const longestQuery = 80;

/**
 * Names panels by what they show (`series:edge:core-router`), so that an edit elsewhere in the file leaves their id and
 * thereby their picture alone. Equal ones are told apart by their order: `#2`, `#3`.
 */
export function panelNamer(): (type: string, source: string | undefined, query: string | undefined) => string {
  const taken = new Set<string>();
  return (type, source, query) => {
    const name = [type, source, query && short(query)].filter(Boolean).join(":");
    let id = name;
    for (let copy = 2; taken.has(id); copy += 1) id = `${name}#${copy}`;
    taken.add(id);
    return id;
  };
}

function short(query: string): string {
  if (query.length <= longestQuery) return query;
  return `${query.slice(0, longestQuery)}~${createHash("sha256").update(query).digest("hex").slice(0, 8)}`;
}
