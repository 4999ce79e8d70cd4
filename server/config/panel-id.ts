import { shortened } from "../shortened.ts";

/** Messages carry ids of at most 200 characters; with the shortened query, its hash and "#123", these stay below. */
const longestQuery = 80;

/**
 * Names panels by what they show (`series:edge:core-router`), so that an edit elsewhere in the file leaves their id and
 * thereby their picture alone. Equal ones are told apart by their order: `#2`, `#3`.
 */
export function panelNamer(): (type: string, source: string | undefined, query: string | undefined) => string {
  const taken = new Set<string>();
  return (type, source, query) => {
    const name = [type, source, query && shortened(query, longestQuery)].filter(Boolean).join(":");
    let id = name;
    for (let copy = 2; taken.has(id); copy += 1) id = `${name}#${copy}`;
    taken.add(id);
    return id;
  };
}
