const firstMs = 250;
const mostMs = 5000;

/** Wait before attempt number `attempt` (from 0): 0.25 s doubling to 5 s, less up to a third so that walls spread out. */
export function backoffMs(attempt: number, random: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 10)) * (1 - random / 3);
}
