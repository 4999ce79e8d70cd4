const dayMs = 86_400_000;

/** Days of a target as they are drawn: a column each, except that a run of days without a check is one field. */
export type DayMark =
  | { is: "well"; at: number }
  /** `share` of the day in which the target was not well. */
  | { is: "down"; at: number; share: number }
  /** Before the memory begins, or within it while nobody looked. */
  | { is: "unwatched" | "unseen"; at: number; days: number };

/**
 * Marks of a target's days, oldest first; `at` counts from the first. Days are those of UTC, the last one is today's.
 * @param since where the memory begins, and `now`: epoch milliseconds on the server's clock
 */
export function markDays(days: readonly (number | null)[], { since, now }: { since: number; now: number }): DayMark[] {
  const marks: DayMark[] = [];
  const today = Math.floor(now / dayMs);
  for (const [at, share] of days.entries()) {
    if (share === null) {
      const isBefore = today - (days.length - 1 - at) < Math.floor(since / dayMs);
      const is = isBefore ? "unwatched" : "unseen";
      const last = marks.at(-1);
      if (last?.is === is) last.days += 1;
      else marks.push({ is, at, days: 1 });
    } else marks.push(share >= 1 ? { is: "well", at } : { is: "down", at, share: 1 - share });
  }
  return marks;
}

/** "99.98 %", never rounded up to 100; undefined where no day is known. */
export function uptimeText(days: readonly (number | null)[]): string | undefined {
  const known = days.filter((share) => share !== null);
  if (known.length === 0) return undefined;
  const share = known.reduce((sum, one) => sum + one, 0) / known.length;
  if (share >= 1) return "100 %";
  const percent = 100 * share;
  return percent >= 99
    ? `${(Math.floor(percent * 100) / 100).toFixed(2)} %`
    : `${(Math.floor(percent * 10) / 10).toFixed(1)} %`;
}
