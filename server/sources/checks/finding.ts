import type { Lifetime } from "../../lifetime.ts";

/**
 * What one check found. `unknown` says that nobody could look: nothing is known of the target.
 * `warning` and `reason` are words for the wall; `skewMs`: how far the target's clock is ahead, where it tells.
 */
export type Finding =
  | { result: "up"; latencyMs: number; warning?: string; skewMs?: number }
  | { result: "down"; reason: string }
  | { result: "unknown"; reason: string };

/**
 * Checks once. `run` ends at the time-out at the latest, and with it every socket and child of the check; what the probe
 * answers or throws after that is not heard. An `ExpectedError` thrown before is the reason why the target is down.
 */
export type Probe = (run: Lifetime) => Promise<Finding>;

export function up(latencyMs: number, warning?: string): Finding {
  return { result: "up", latencyMs, ...(warning === undefined ? {} : { warning }) };
}

export function down(reason: string): Finding {
  return { result: "down", reason };
}

export function unknown(reason: string): Finding {
  return { result: "unknown", reason };
}
