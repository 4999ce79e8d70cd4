import { type Request, type Response, Router } from "express";
import type { z } from "zod";
import { wallsOwn } from "../accounts/change-account.ts";
import { type Asking, codeMs, type EnrolmentBook } from "../enrolment/enrolment-book.ts";
import { shortAgent } from "../enrolment/short-agent.ts";
import { isInForce, keyMs, newSecret, readKey, writeKey } from "../enrolment/wall-key.ts";
import { ExpectedError } from "../expected-error.ts";
import { type AskingWall, approval, codeQuestion, type WallCode } from "../protocol/enrolment.ts";
import { firstIssue } from "../protocol/parse.ts";
import { refuse, refuseStranger } from "./errors.ts";
import type { LoginOptions } from "./login.ts";
import { proveAccount } from "./prove-account.ts";
import { readCookie } from "./read-cookie.ts";
import { requireRole } from "./require-role.ts";

export interface EnrolmentOptions extends LoginOptions {
  enrolment: EnrolmentBook;
  /** Served over TLS. */
  tls: boolean;
}

/** What a wall that asks knows of itself, and what it signs itself in with. No page can read them. */
const claimCookie = "nocturne.claim";
const keyCookie = "nocturne.wall";
const path = "/api/enrolment";
/** A code that was approved at its last moment is fetched a little later. */
const claimMs = codeMs + 120_000;
const askAgainSeconds = 60;
const codeRule = { free: 10, firstWaitMs: 5000, longestWaitMs: 900_000 };

/**
 * How a wall without a credential gets one, in the manner of RFC 8628. It asks for a code and shows it; an administrator
 * who stands before it approves that code; the wall, which asks again and again, is given an account and a key of its own.
 */
export function enrolmentRoutes(options: EnrolmentOptions): Router {
  const { sessions, accounts, enrolment, throttle, tls, log } = options;
  const router = Router();
  const cookie = { httpOnly: true, sameSite: "strict", secure: tls, path } as const;

  /** By the key that an enrolled wall keeps: 204 and a session, or 401. */
  router.post("/enrolment/sign-in", async (request, response) => {
    if (sessions.of(request)) return response.status(204).end();
    const key = readKey(readCookie(request, keyCookie) ?? "");
    if (!key || !isInForce(key, Date.now())) return refuseStranger(response);
    const credentials = { username: key.user, password: key.secret };
    const proven = await proveAccount({ request, response, action: "login" }, credentials, options);
    if (!proven) return undefined;
    // A key is a wall's, whatever its account has become.
    if (proven.role !== "wall") return refuseStranger(response);
    await sessions.signIn(request, proven);
    log.info({ audit: "login", ...whose(request, proven), with: "key" }, "an enrolled wall has signed itself in");
    return response.status(204).end();
  });

  /** The code to show; 204 once the wall is signed in. */
  router.post("/enrolment/code", async (request, response) => {
    if (sessions.of(request)) return response.status(204).end();
    const claim = readCookie(request, claimCookie) ?? "";
    const asking = enrolment.find(claim);
    if (asking?.standing.kind === "approved") return letIn({ request, response }, claim, asking.standing);
    const shown = asking ?? beginAsking(request, response);
    if (shown) return response.json({ code: shown.code, leftSeconds: secondsTo(shown.expiresAt) } satisfies WallCode);
    response.setHeader("Retry-After", String(askAgainSeconds));
    return refuse(response, 429, { code: "too_many", message: "too many walls ask to be let in; try again later" });
  });

  router.use("/enrolment", requireRole(sessions, "admin"));

  router.post("/enrolment/look", (request, response) => {
    const asked = bodyOf(codeQuestion, request, response);
    const found = asked && findShown(asked, { request, response });
    if (!found) return;
    const { id, address, agent, askedAt, expiresAt } = found;
    const times = { askedSeconds: -secondsTo(askedAt), leftSeconds: secondsTo(expiresAt) };
    response.json({ request: id, address, agent, ...times } satisfies AskingWall);
  });

  router.post("/enrolment/approve", async (request, response) => {
    const asked = bodyOf(approval, request, response);
    const found = asked && findShown(asked, { request, response });
    if (!found) return undefined;
    const { user } = asked;
    if (user.toLowerCase() === wallsOwn) {
      const message = `${wallsOwn} is the account of this server's own screen; choose another name`;
      return refuse(response, 409, { code: "not_possible", message });
    }
    const { address: from, agent } = found;
    const by = { by: sessions.of(request)?.user, address: request.socket.remoteAddress };
    const secret = newSecret(Date.now());
    // From here on nobody else can approve it.
    found.standing = { kind: "approving" };
    try {
      await accounts.change({ type: "add", user, role: "wall", secret });
    } catch (failure) {
      found.standing = { kind: "asking" };
      if (!(failure instanceof ExpectedError)) throw failure;
      return refuse(response, 409, { code: "not_possible", message: failure.message });
    }
    enrolment.approve(found, { user, secret });
    log.info({ audit: "enrolment-approved", user, from, agent, ...by }, "an administrator let a wall in");
    return response.status(204).end();
  });

  return router;

  function beginAsking(request: Request, response: Response): Asking | undefined {
    const asker = { address: request.socket.remoteAddress ?? "unknown", agent: shortAgent(request.get("user-agent")) };
    const begun = enrolment.ask(asker);
    if (!begun) {
      log.warn({ audit: "enrolment-refused", ...asker }, "too many walls ask to be let in");
      return undefined;
    }
    log.info({ audit: "enrolment-asked", ...asker }, "a wall asks to be let in");
    response.cookie(claimCookie, begun.claim, { ...cookie, maxAge: claimMs });
    return begun.asking;
  }

  async function letIn(
    { request, response }: { request: Request; response: Response },
    claim: string,
    { user, secret }: { user: string; secret: string },
  ): Promise<void> {
    const putBack = enrolment.take(claim);
    try {
      const proven = await accounts.verify({ username: user, password: secret });
      // It was removed or changed since it was approved.
      if (!proven) return refuseStranger(response);
      await sessions.signIn(request, proven);
      response.cookie(keyCookie, writeKey({ user, secret }), { ...cookie, maxAge: keyMs });
      response.clearCookie(claimCookie, cookie);
      log.info({ audit: "enrolment-claimed", ...whose(request, proven) }, "a wall was let in");
      response.status(204).end();
    } catch (failure) {
      putBack();
      throw failure;
    }
  }

  /** The wall that shows the code, and is the one that was looked at. A wrong code counts: guessing is made slow. */
  function findShown(
    { code, request: id }: { code: string; request?: string },
    { request, response }: { request: Request; response: Response },
  ): Asking | undefined {
    const by = sessions.of(request)?.user ?? "";
    const attempt = throttle.begin([{ ...codeRule, key: `code ${by.toLowerCase()}` }]);
    if ("waitMs" in attempt) {
      const seconds = Math.ceil(attempt.waitMs / 1000);
      response.setHeader("Retry-After", String(seconds));
      refuse(response, 429, { code: "too_many_attempts", message: `too many wrong codes; try again in ${seconds} s` });
      return undefined;
    }
    const found = enrolment.withCode(code);
    if (found && (id === undefined || id === found.id)) {
      attempt.right();
      return found;
    }
    attempt.wrong();
    log.warn({ audit: "enrolment-code-wrong", by, address: request.socket.remoteAddress }, "no wall shows this code");
    const message = "no wall shows this code now; each is good for ten minutes and once: read it from the wall again";
    refuse(response, 404, { code: "unknown_code", message });
    return undefined;
  }
}

function bodyOf<T>(schema: z.ZodType<T>, request: Request, response: Response): T | undefined {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  refuse(response, 400, { code: "bad_request", message: firstIssue(parsed.error, "body") });
  return undefined;
}

function whose(request: Request, { user, role }: { user: string; role: string }): object {
  return { user, role, address: request.socket.remoteAddress };
}

function secondsTo(tick: number): number {
  return Math.round((tick - performance.now()) / 1000);
}
