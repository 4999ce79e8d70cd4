import { type Request, type RequestHandler, Router } from "express";
import { MemoryStore, rateLimit } from "express-rate-limit";
import type { Logger } from "pino";
import { z } from "zod";
import { verifyAccount } from "../accounts/accounts.ts";
import type { Lifetime } from "../lifetime.ts";
import { firstIssue } from "../protocol/parse.ts";
import { cookieName, signedIn } from "../sessions/session-parser.ts";
import { refuse } from "./errors.ts";
import { signIn } from "./sign-in.ts";

const shape = 'must be JSON {"username", "password"} with content-type application/json';
const body = z.strictObject(
  { username: z.string().min(1).max(64), password: z.string().min(1).max(1024) },
  { error: ({ code }) => (code === "unrecognized_keys" ? undefined : shape) },
);

/** So long before its end a wall's session is renewed by asking for it, as a share of its life. */
const renewalShare = 0.1;

export interface LoginOptions {
  accounts: string;
  maxAgeMs: number;
  log: Logger;
  lifetime: Lifetime;
}

/** `POST /login`, `POST /logout` and `GET /session`. */
export function loginRoutes(options: LoginOptions): Router {
  const { accounts, maxAgeMs, log } = options;
  const router = Router();

  router.post("/login", ...throttle(options), async (request, response) => {
    const parsed = body.safeParse(request.body);
    if (!parsed.success)
      return refuse(response, 400, { code: "bad_request", message: firstIssue(parsed.error, "body") });
    const account = await verifyAccount(accounts, parsed.data);
    const audit = { user: parsed.data.username, address: request.socket.remoteAddress };
    if (!account) {
      log.warn({ audit: "login-refused", ...audit }, "login refused");
      return refuse(response, 401, { code: "unauthorized", message: "wrong user name or password" });
    }
    await signIn(request, account, maxAgeMs);
    log.info({ audit: "login", role: account.role, ...audit }, "signed in");
    response.status(204).end();
  });

  router.post("/logout", async (request, response) => {
    const session = signedIn(request.sessionID, request.session);
    if (!session) return refuse(response, 401, { code: "unauthorized", message: "not signed in" });
    await new Promise<void>((resolve, reject) => {
      request.session.destroy((failure: unknown) => (failure ? reject(failure) : resolve()));
    });
    log.info({ audit: "logout", user: session.user }, "signed out");
    response.clearCookie(cookieName, { path: "/", httpOnly: true, sameSite: "strict" }).status(204).end();
  });

  router.get("/session", (request, response) => {
    const session = signedIn(request.sessionID, request.session);
    if (!session) return refuse(response, 401, { code: "unauthorized", message: "not signed in" });
    if (session.role === "wall" && session.expiresAt - Date.now() <= maxAgeMs * renewalShare) {
      session.expiresAt = Date.now() + maxAgeMs;
      // A changed session is saved, and its cookie sent anew.
      request.session.expiresAt = session.expiresAt;
    }
    response.json({ user: session.user, role: session.role, expiresAt: session.expiresAt });
  });

  return router;
}

/** Failed logins per minute: few for one account from one address, more for one address over all accounts. */
function throttle({ lifetime }: LoginOptions): RequestHandler[] {
  return [
    { limit: 100, keyGenerator: addressOf },
    { limit: 10, keyGenerator: (request: Request) => `${addressOf(request)} ${userOf(request)}` },
  ].map((limiter) => {
    const store = new MemoryStore();
    lifetime.onEnd(() => store.shutdown());
    return rateLimit({
      ...limiter,
      store,
      windowMs: 60_000,
      skipSuccessfulRequests: true,
      standardHeaders: "draft-8",
      legacyHeaders: false,
      // Our keys are whole addresses, IPv6 included: walls and operators are in one network, not behind an ISP.
      validate: { keyGeneratorIpFallback: false },
      handler: (_request, response) =>
        refuse(response, 429, { code: "too_many_attempts", message: "too many failed logins; try again in a minute" }),
    });
  });
}

function addressOf(request: Request): string {
  return request.socket.remoteAddress ?? "unknown";
}

function userOf(request: Request): string {
  const parsed = body.safeParse(request.body);
  return parsed.success ? parsed.data.username.toLowerCase() : "";
}
