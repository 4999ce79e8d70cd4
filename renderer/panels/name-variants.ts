/**
 * Shorter forms of names that share their beginning or end, for cells in which they do not fit: of "rack-012-switch"
 * and its like "rack-012…" and "…012…", since what they share tells nobody which one it is.
 */
export function nameVariants(names: readonly string[]): (name: string) => string[] {
  const front = sharedLength(names);
  // What is shared ends at a separator, so that no letter of several code points is cut.
  const back = sharedLength(names.map((name) => Array.from(name).toReversed().join("")));
  return (name) => {
    const variants = [name];
    if (back > 0) variants.push(`${name.slice(0, -back)}…`);
    if (front > 0 && front + back < name.length)
      variants.push(`…${name.slice(front, name.length - back)}${back > 0 ? "…" : ""}`);
    return variants;
  };
}

const separators = ["-", ".", "_", ":", "/", " "];

/** Length of the beginning that all share, up to the last separator in it; 0 for fewer than two names. */
function sharedLength(names: readonly string[]): number {
  const [first = "", ...others] = names;
  if (others.length === 0) return 0;
  let length = 0;
  while (length < first.length && others.every((name) => name[length] === first[length])) length += 1;
  const shared = first.slice(0, length);
  return 1 + Math.max(...separators.map((separator) => shared.lastIndexOf(separator)));
}
