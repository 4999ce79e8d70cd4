/** From one sounding to the next, in seconds; the last one for ever. Urgent at first, bearable over a night. */
const gapsSeconds = [10, 20, 40, 80, 160, 300];

/** The open criticals that are being sounded for. `dueTick`: monotonic, milliseconds. */
export interface Calling {
  ids: ReadonlySet<string>;
  /** How often they have sounded. */
  times: number;
  dueTick: number;
}

/** Sounds for a newcomer at once, then with growing gaps, and not any more when none is left. */
export function repeat(
  before: Calling | undefined,
  ids: ReadonlySet<string>,
  tick: number,
): { calling: Calling | undefined; isDue: boolean } {
  if (ids.size === 0) return { calling: undefined, isDue: false };
  const isNew = !before || [...ids].some((id) => !before.ids.has(id));
  const isDue = isNew || tick >= before.dueTick;
  const times = (isNew ? 0 : before.times) + (isDue ? 1 : 0);
  const gap = gapsSeconds[Math.min(times, gapsSeconds.length) - 1] ?? 0;
  return { calling: { ids, times, dueTick: isDue ? tick + gap * 1000 : before.dueTick }, isDue };
}
