import { Router } from "express";
import { z } from "zod";
import { firstIssue } from "../protocol/parse.ts";
import { cookieName } from "../sessions/session-parser.ts";
import type { SignedIn } from "../sessions/session-record.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { refuse, refuseStranger } from "./errors.ts";
import { type ProofOptions, proveAccount } from "./prove-account.ts";

const shape = 'must be JSON {"username", "password"} with content-type application/json';
const body = z.strictObject(
  { username: z.string().min(1).max(64), password: z.string().min(1).max(1024) },
  { error: ({ code }) => (code === "unrecognized_keys" ? undefined : shape) },
);

export interface LoginOptions extends ProofOptions {
  sessions: Sessions;
}

/** `POST /login`, `POST /logout` and `GET /session`. */
export function loginRoutes(options: LoginOptions): Router {
  const { sessions, log } = options;
  const router = Router();

  router.post("/login", async (request, response) => {
    const parsed = body.safeParse(request.body);
    if (!parsed.success)
      return refuse(response, 400, { code: "bad_request", message: firstIssue(parsed.error, "body") });
    const proven = await proveAccount({ request, response, action: "login" }, parsed.data, options);
    if (!proven) return undefined;
    await sessions.signIn(request, proven);
    const { user, role } = proven;
    log.info({ audit: "login", user, role, address: request.socket.remoteAddress }, "signed in");
    return response.status(204).end();
  });

  router.post("/logout", async (request, response) => {
    const session = sessions.of(request);
    if (!session) return refuseStranger(response);
    await sessions.signOut(request);
    log.info({ audit: "logout", user: session.user, address: request.socket.remoteAddress }, "signed out");
    response.clearCookie(cookieName, { path: "/", httpOnly: true, sameSite: "strict" }).status(204).end();
  });

  router.get("/session", (request, response) => {
    if (!sessions.of(request)) return refuseStranger(response);
    sessions.renew(request);
    const session = sessions.of(request);
    if (session) response.json(toldOf(session, sessions));
  });

  return router;
}

/** What a client is told of its session, in times of the system's clock. */
function toldOf({ user, role, expiresAt, unlocked }: SignedIn, sessions: Sessions): object {
  return {
    user,
    role,
    expiresAt: sessions.toEpoch(expiresAt),
    ...(unlocked && {
      unlockedUntil: sessions.toEpoch(unlocked.until),
      unlockedAtMost: sessions.toEpoch(unlocked.longestUntil),
    }),
  };
}
