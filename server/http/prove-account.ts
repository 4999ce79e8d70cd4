import type { Request, Response } from "express";
import type { Logger } from "pino";
import type { Accounts, Credentials, Proven } from "../accounts/accounts.ts";
import type { AttemptThrottle, Bucket } from "../accounts/attempt-throttle.ts";
import { refuse } from "./errors.ts";
import { isSameText } from "./same-text.ts";

/** The header in which the kiosk shows that it belongs to this server. */
export const loginKeyHeader = "x-nocturne-key";

const perAccount = { free: 10, firstWaitMs: 5000, longestWaitMs: 900_000 };
const perAddress = { free: 100, firstWaitMs: 1000, longestWaitMs: 60_000 };

export interface ProofOptions {
  accounts: Accounts;
  throttle: AttemptThrottle;
  /** Who knows it is counted apart: nobody can lock the kiosk out by guessing its name on the same machine. */
  loginKey: string;
  log: Logger;
}

/** Holds a name and a password to the accounts. Where they are refused this answers the request: 401 or 429. */
export async function proveAccount(
  exchange: { request: Request; response: Response; action: "login" | "unlock" },
  credentials: Credentials,
  { accounts, throttle, loginKey, log }: ProofOptions,
): Promise<Proven | undefined> {
  const { request, response, action } = exchange;
  const { remoteAddress: address = "unknown" } = request.socket;
  const user = credentials.username;
  const attempt = throttle.begin(
    bucketsOf(user, isSameText(request.get(loginKeyHeader), loginKey) ? undefined : address),
  );
  if ("waitMs" in attempt) {
    const seconds = Math.ceil(attempt.waitMs / 1000);
    log.warn({ audit: `${action}-throttled`, user, address, seconds }, "too many wrong attempts");
    response.setHeader("Retry-After", String(seconds));
    refuse(response, 429, { code: "too_many_attempts", message: `too many wrong attempts; try again in ${seconds} s` });
    return undefined;
  }
  const proven = await accounts.verify(credentials);
  if (proven && !(action === "unlock" && proven.role === "wall")) {
    attempt.right();
    return proven;
  }
  attempt.wrong();
  log.warn({ audit: `${action}-refused`, user, address }, `${action} refused`);
  const message =
    action === "login" ? "wrong user name or password" : "wrong user name or secret, or not an operator's";
  refuse(response, 401, { code: "unauthorized", message });
  return undefined;
}

/** Per account and address, and per address over all accounts; none per account alone, with which anyone could be locked out. */
function bucketsOf(user: string, address: string | undefined): Bucket[] {
  const name = user.toLowerCase();
  if (address === undefined) return [{ ...perAccount, key: `kiosk ${name}` }];
  return [
    { ...perAccount, key: `${address} ${name}` },
    { ...perAddress, key: address },
  ];
}
