/** A number from 0 to 1 that is always the same for the same three: a hash, and no state to keep. */
export function chance(seed: number, stream: string, step: number): number {
  // 32-bit FNV-1a, then the finisher of MurmurHash3, without which neighbours would be alike.
  let hash = 0x811c9dc5;
  for (const text of [String(seed), stream, String(step)]) {
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ 0xff, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0xffffffff;
}

/** Smooth noise from -1 to 1 that takes a new direction every `periodMs`. */
export function drift(seed: number, stream: string, { at, periodMs }: { at: number; periodMs: number }): number {
  const step = Math.floor(at / periodMs);
  const along = at / periodMs - step;
  const eased = along * along * (3 - 2 * along);
  const [from, to] = [chance(seed, stream, step), chance(seed, stream, step + 1)];
  return 2 * (from + (to - from) * eased) - 1;
}
