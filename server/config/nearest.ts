const longest = 40;

/** The candidate that a mistyped word most likely meant; undefined where none is close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > longest) return undefined;
  const typed = word.toLowerCase();
  const tolerated = Math.max(1, Math.floor(typed.length / 3));
  const [best] = candidates
    // So many edits it takes at least.
    .filter(({ length }) => length <= longest && Math.abs(length - typed.length) <= tolerated)
    .map((candidate) => ({ candidate, edits: editsBetween(typed, candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.min(tolerated, candidate.length - 1))
    .toSorted((a, b) => a.edits - b.edits);
  return best?.candidate;
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each count one. */
function editsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substituted = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1] ? at(before, column - 2) + 1 : substituted;
      current.push(Math.min(substituted, swapped, at(last, column) + 1, at(current, column - 1) + 1));
    }
    [before, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? "" : `; did you mean "${meant}"?`;
}
