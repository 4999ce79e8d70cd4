import { z } from "zod";
import { askServer } from "../ask-server.ts";

export type PadAction = "unlock" | "login";

export interface Credentials {
  user: string;
  secret: string;
}

export type Proof =
  | { kind: "proven" }
  | { kind: "refused"; words: string }
  /** Too many wrong attempts: none is looked at before this instant of the monotonic clock. */
  | { kind: "waiting"; untilTick: number };

/** Asks the server to unlock this wall, or to begin a session. */
export async function prove(action: PadAction, { user, secret }: Credentials): Promise<Proof> {
  const answer = await askServer(`/api/${action}`, z.undefined(), {
    method: "POST",
    body: action === "unlock" ? { username: user, secret } : { username: user, password: secret },
  });
  if (answer.ok) return { kind: "proven" };
  const { status, waitMs, reason } = answer;
  if (status === 429 && waitMs !== undefined) return { kind: "waiting", untilTick: performance.now() + waitMs };
  if (status !== 401) return { kind: "refused", words: reason };
  return { kind: "refused", words: action === "unlock" ? notAnOperator : "The name or the password is wrong." };
}

const notAnOperator = "The name or the PIN is wrong, or the account is not an operator’s.";
