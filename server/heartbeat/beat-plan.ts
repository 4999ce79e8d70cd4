import type { WallState } from "./wall-state.ts";

export type Outcome =
  | { kind: "sent"; state: WallState }
  /** The picture is not proven. */
  | { kind: "withheld" }
  | { kind: "failed"; reason: string };

export interface Plan {
  afterMs: number;
  /** Beats that have failed one after the other. */
  failures: number;
}

export const firstPlan: Plan = { afterMs: 0, failures: 0 };

/** A picture that is proven again is told soon; a beat that failed is tried again soon, and then ever more slowly. */
const lookAgainMs = 5000;

/** When the next beat is due. Waits are never longer than the cadence that the receiver expects. */
export function nextPlan({ failures }: Plan, outcome: Outcome, everyMs: number): Plan {
  switch (outcome.kind) {
    case "sent":
      return { afterMs: everyMs, failures: 0 };
    case "withheld":
      return { afterMs: Math.min(everyMs, lookAgainMs), failures: 0 };
    case "failed":
      return { afterMs: Math.min(everyMs, lookAgainMs * 2 ** failures), failures: failures + 1 };
  }
}

/** Whether the log should hear of it: it differs from the last one in more than when it was. */
export function isNews(last: Outcome | undefined, now: Outcome): boolean {
  if (last?.kind !== now.kind) return true;
  if (last.kind === "sent" && now.kind === "sent") return last.state !== now.state;
  return last.kind === "failed" && now.kind === "failed" && last.reason !== now.reason;
}
