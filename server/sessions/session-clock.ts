/** Epoch milliseconds, by which sessions begin and end. */
export type SessionClock = () => number;

/**
 * Starts at the system's time and then goes on by the monotonic clock: setting the system's clock neither ends a session
 * nor prolongs it. For sessions that end with this process anyway.
 */
export function steadyClock(): SessionClock {
  const startedAt = Date.now() - performance.now();
  return () => startedAt + performance.now();
}
