/** `ask` renews the session where it is due; `provision` gives the embedded server's account our credential. */
export type Step = "provision" | "login" | "ask";

export type Answer =
  | { kind: "done" }
  /** `expiresAt`: epoch milliseconds, by the server's clock. */
  | { kind: "signed-in"; expiresAt: number }
  | { kind: "signed-out" }
  | { kind: "refused" }
  | { kind: "throttled"; afterMs: number }
  | { kind: "failed"; reason: string };

export interface Plan {
  step: Step;
  afterMs: number;
  /** Steps that failed since we were last signed in. */
  failures: number;
  /** The account was given our credential since we were last signed in. */
  isProvisioned: boolean;
}

const firstBackoffMs = 500;
const longestBackoffMs = 60_000;
/** Timers cannot wait longer than 2³¹ ms; to ask once a day does no harm. */
const longestWaitMs = 24 * 3_600_000;

export function firstPlan(credential: { isNew: boolean }): Plan {
  return { step: credential.isNew ? "provision" : "login", afterMs: 0, failures: 0, isProvisioned: credential.isNew };
}

/** What comes after the answer to a step. `now` is epoch milliseconds, `random` is in [0, 1). */
export function nextPlan(last: Plan, answer: Answer, { now, random }: { now: number; random: number }): Plan {
  const retry: Plan = { ...last, failures: last.failures + 1, afterMs: backoffMs(last.failures, random) };
  switch (answer.kind) {
    case "done":
      return { ...last, step: last.step === "provision" ? "login" : "ask", afterMs: 0 };
    case "signed-in": {
      const afterMs = renewalAfterMs(answer.expiresAt - now, random);
      return { step: "ask", afterMs, failures: 0, isProvisioned: false };
    }
    case "signed-out":
      // At once where a session has ended; with back-off where a login does not last.
      return { ...retry, step: "login", afterMs: last.failures === 0 ? 0 : retry.afterMs };
    case "refused":
      return last.isProvisioned ? retry : { ...last, step: "provision", afterMs: 0, isProvisioned: true };
    case "throttled":
      return { ...retry, afterMs: Math.min(longestBackoffMs, Math.max(answer.afterMs, retry.afterMs)) };
    case "failed":
      return retry;
  }
}

/** Half a second, doubling to a minute, and never all walls at once. */
function backoffMs(failures: number, random: number): number {
  return Math.min(longestBackoffMs, firstBackoffMs * 2 ** failures) * (0.75 + random / 4);
}

/** The server renews a wall's session in the last tenth of its life. */
function renewalAfterMs(leftMs: number, random: number): number {
  return Math.min(longestWaitMs, Math.max(1000, leftMs * (0.905 + 0.07 * random)));
}
