/** A difference of brightness that an eye sees from across the room, of 255. */
const visible = 24;
/** A screen that is off as planned shows one small mark: over a tenth of a per cent of it. */
const leastShare = 1 / 5000;

/**
 * True for a picture of one colour, whichever. `pixels`: four bytes each, of which the fourth is their opacity; the
 * order of the others is the platform's.
 */
export function isBlank(pixels: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = commonest(pixels);
  const needed = Math.max(1, Math.ceil((pixels.length / 4) * leastShare));
  let seen = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const away = Math.max(
      Math.abs((pixels[at] ?? 0) - first),
      Math.abs((pixels[at + 1] ?? 0) - second),
      Math.abs((pixels[at + 2] ?? 0) - third),
    );
    if (away >= visible) seen += 1;
    if (seen >= needed) return false;
  }
  return true;
}

/** The commonest colour of some five hundred pixels, spread over the picture. */
function commonest(pixels: Uint8Array): number[] {
  const step = 4 * Math.max(1, Math.floor(pixels.length / 4 / 499));
  const counts = new Map<string, number>();
  for (let at = 0; at + 3 < pixels.length; at += step) {
    const colour = pixels.subarray(at, at + 3).join(" ");
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const [most = ""] = [...counts].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  return most.split(" ").map(Number);
}
