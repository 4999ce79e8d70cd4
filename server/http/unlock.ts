import { Router } from "express";
import { z } from "zod";
import { firstIssue } from "../protocol/parse.ts";
import { refuse, refuseStranger } from "./errors.ts";
import type { LoginOptions } from "./login.ts";
import { proveAccount } from "./prove-account.ts";

const shape = 'must be JSON {"username", "secret"} with content-type application/json';
const body = z.strictObject(
  { username: z.string().min(1).max(64), secret: z.string().min(1).max(1024) },
  { error: ({ code }) => (code === "unrecognized_keys" ? undefined : shape) },
);

/** `POST /unlock` gives a signed-in wall an operator's role for a while, `POST /lock` takes it back. */
export function unlockRoutes(options: LoginOptions): Router {
  const { sessions, log } = options;
  const router = Router();

  router.post("/unlock", async (request, response) => {
    if (!sessions.of(request)) return refuseStranger(response);
    const parsed = body.safeParse(request.body);
    if (!parsed.success)
      return refuse(response, 400, { code: "bad_request", message: firstIssue(parsed.error, "body") });
    const { username, secret } = parsed.data;
    const exchange = { request, response, action: "unlock" } as const;
    const proven = await proveAccount(exchange, { username, password: secret }, options);
    if (!proven) return undefined;
    await sessions.unlock(request, proven);
    const { user, role } = proven;
    log.info({ audit: "unlock", user, role, address: request.socket.remoteAddress }, "the wall is unlocked");
    return response.status(204).end();
  });

  router.post("/lock", async (request, response) => {
    const session = sessions.of(request);
    if (!session) return refuseStranger(response);
    if (session.unlocked) {
      await sessions.lock(request);
      log.info({ audit: "lock", user: session.user, address: request.socket.remoteAddress }, "the wall is locked");
    }
    return response.status(204).end();
  });

  return router;
}
