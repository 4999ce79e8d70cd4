import type { Session } from "electron";
import { z } from "zod";
import { reasonOf } from "../../server/expected-error.ts";
import { loginKeyHeader } from "../../server/http/prove-account.ts";
import type { Answer, Step } from "./sign-in-plan.ts";

/** The embedded server's account for its own wall. */
export const wallUser = "wall";

export interface WallSessionOptions {
  /** `http://127.0.0.1:7400` */
  serverUrl: string;
  /** As it is now: it is replaced from time to time. */
  password(): string;
  /** The server's own, so that nobody's guessing at the wall's name keeps the wall out. */
  loginKey: string;
  /** Gives the account the password. */
  provision(): Promise<void>;
  /** An address of the server that signs in whoever opens it, once. */
  signInLink(): string;
  /** Stops requests that are under way. */
  signal: AbortSignal;
}

const answerWithinMs = 10_000;
const session = z.object({ expiresAt: z.number() });
const refusal = z.object({ error: z.object({ code: z.string() }) });

/** The steps of signing the partition in. The cookie stays in the partition, the password here; none of them throws. */
export function wallSession(
  partition: Pick<Session, "fetch">,
  { serverUrl, password, loginKey, provision, signInLink, signal }: WallSessionOptions,
): Record<Step, () => Promise<Answer>> {
  const request = (path: string, init: RequestInit) =>
    partition.fetch(new URL(path, serverUrl).href, {
      ...init,
      credentials: "include",
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    });
  return {
    async provision() {
      try {
        await provision();
        return { kind: "done" };
      } catch (failure) {
        return { kind: "no-accounts", reason: reasonOf(failure) };
      }
    },
    login: () =>
      orFailed(async () => {
        const response = await request("/api/login", {
          method: "POST",
          headers: { origin: serverUrl, "content-type": "application/json", [loginKeyHeader]: loginKey },
          body: JSON.stringify({ username: wallUser, password: password() }),
        });
        switch (response.status) {
          case 204:
            return { kind: "done" };
          case 401:
            return { kind: "refused" };
          case 429:
            return { kind: "throttled", afterMs: 1000 * (Number(response.headers.get("retry-after")) || 0) };
          default:
            return {
              kind: (await isAboutAccounts(response)) ? "no-accounts" : "failed",
              reason: `login answered ${response.status}`,
            };
        }
      }),
    ticket: () =>
      orFailed(async () => {
        const response = await request(signInLink(), { cache: "no-store" });
        return response.ok
          ? { kind: "done" }
          : { kind: "failed", reason: `the ticket was answered ${response.status}` };
      }),
    ask: () =>
      orFailed(async () => {
        const response = await request("/api/session", { cache: "no-store" });
        if (response.status === 401) return { kind: "signed-out" };
        if (!response.ok) return { kind: "failed", reason: `the session answered ${response.status}` };
        return { kind: "signed-in", expiresAt: session.parse(await response.json()).expiresAt };
      }),
  };
}

/** A session store that is away is another matter: no ticket helps there. */
async function isAboutAccounts(response: Response): Promise<boolean> {
  if (response.status !== 503) return false;
  const parsed = refusal.safeParse(await response.json().catch(() => undefined));
  return parsed.success && parsed.data.error.code === "unavailable";
}

async function orFailed(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (failure) {
    return { kind: "failed", reason: reasonOf(failure) };
  }
}
