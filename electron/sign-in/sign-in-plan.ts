/**
 * `ask` renews the session where it is due; `provision` gives the embedded server's account our credential; `ticket` signs
 * in by the server's own one-time ticket, for which no account is needed.
 */
export type Step = "provision" | "login" | "ticket" | "ask";

export type Answer =
  | { kind: "done" }
  /** `expiresAt`: epoch milliseconds, by the server's clock. */
  | { kind: "signed-in"; expiresAt: number }
  | { kind: "signed-out" }
  | { kind: "refused" }
  | { kind: "throttled"; afterMs: number }
  /** The accounts cannot be read or written: their file is broken, or the disk is full. */
  | { kind: "no-accounts"; reason: string }
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
    case "no-accounts":
      // The wall hangs on no file. The credential is used again when this session is over.
      return { ...last, step: "ticket", afterMs: 0 };
    case "failed":
      return last.step === "ticket" ? { ...retry, step: "login" } : retry;
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
