import { randomBytes } from "node:crypto";
import { type IncomingMessage, ServerResponse } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import session, { type Store } from "express-session";
import type { SessionClock } from "./session-clock.ts";

export const cookieName = "nocturne.sid";

export interface SessionParserOptions {
  store: Store;
  /** The first one signs, all of them verify. */
  secrets: string[];
  maxAgeMs: number;
  secure: boolean;
  clock: SessionClock;
}

/** The one reader of session cookies, for Express and for websocket upgrades, which have no response of their own. */
export interface SessionParser {
  middleware: RequestHandler;
  /** Rejects with StoreAway where the store does not answer. */
  parse(request: IncomingMessage): Promise<Request>;
}

export function createSessionParser({ store, secrets, maxAgeMs, secure, clock }: SessionParserOptions): SessionParser {
  const parse = session({
    name: cookieName,
    secret: secrets,
    store,
    resave: false,
    saveUninitialized: false,
    genid: () => randomBytes(32).toString("base64url"),
    cookie: { httpOnly: true, sameSite: "strict", path: "/", secure, maxAge: maxAgeMs },
  });
  const middleware: RequestHandler = (request, response, next) =>
    parse(request, response, (failure?: unknown) => {
      if (failure) return next(failure);
      const { expiresAt, cookie } = request.session;
      // express-session would prolong it with each request: it ends when it ends, in the store and in the browser.
      if (expiresAt) cookie.maxAge = expiresAt - clock();
      next();
    });
  return {
    middleware,
    async parse(request) {
      // express-session is typed for Express's request and response, and uses nothing that Node's own lack.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
      const [asked, response] = [request as Request, new ServerResponse(request) as Response];
      await new Promise<void>((resolve, reject) => {
        void middleware(asked, response, (failure?: unknown) => (failure ? reject(failure) : resolve()));
      });
      return asked;
    },
  };
}
