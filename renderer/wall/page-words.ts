/** "Overview · next page in 18 s", longest first. `left`: whole seconds, undefined where no other page follows. */
export function turnWords(title: string, left: number | undefined, isHeldByHand = false): string[] {
  if (isHeldByHand) return [`${title} · held by an operator`, `${title} · held`, title];
  return left === undefined ? [title] : [`${title} · next page in ${left} s`, `${title} · ${left} s`, title];
}

/** Why a page stands: "HELD: core-router +2 · Overview", longest first. */
export function heldWords(title: string, names: readonly string[], left: number | undefined): string[] {
  const [first = "", ...others] = names;
  const short = others.length > 0 ? `HELD: ${first} +${others.length}` : `HELD: ${first}`;
  const next = left === undefined ? "" : ` · next in ${left} s`;
  const all = `HELD: ${names.join(", ")}`;
  return [`${all} · ${title}${next}`, `${short} · ${title}${next}`, `${short}${next}`, short, `HELD: ${first}`];
}
