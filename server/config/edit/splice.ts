/** What stands from `from` up to `to` is replaced by `text`. Offsets are those of the text before. */
export interface Splice {
  from: number;
  to: number;
  text: string;
}

/** Replaces parts of a text that do not overlap; all else stays as it is, to the byte. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = "";
  let done = 0;
  for (const { from, to, text: inserted } of splices.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < done) throw new Error(`splices overlap at ${from}`);
    result += text.slice(done, from) + inserted;
    done = to;
  }
  return result + text.slice(done);
}
