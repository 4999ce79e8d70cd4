/** A longer leap of the clock is one that somebody set it by: it passes no time. Summer time leaps an hour. */
const mostLeapMinutes = 60;

/** Whether the minute of the day `test` was reached since `before`. All are minutes after midnight. */
export function isReached(test: number, before: number, now: number): boolean {
  const passed = (now - before + 1440) % 1440;
  const until = (test - before + 1440) % 1440;
  return passed <= mostLeapMinutes && until > 0 && until <= passed;
}
