import { randomBytes } from "node:crypto";
import { type IncomingMessage, ServerResponse } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import session, { type SessionData } from "express-session";
import type { Role } from "../protocol/messages.ts";
import type { MemoryStore } from "./memory-store.ts";

declare module "express-session" {
  interface SessionData {
    user: string;
    role: Role;
    /** Epoch milliseconds. The cookie ends then too; a session that outlives it in a store is not one. */
    expiresAt: number;
  }
}

/** A signed-in session, as the routes and the sockets know it. */
export interface SignedIn {
  id: string;
  user: string;
  role: Role;
  expiresAt: number;
}

export const cookieName = "nocturne.sid";

export interface SessionParser {
  middleware: RequestHandler;
  /** The same parser for a websocket upgrade, which has no response of its own. */
  parse(request: IncomingMessage): Promise<SignedIn | undefined>;
  /** The session as it is now in the store: renewed, changed, or gone. */
  find(id: string): Promise<SignedIn | undefined>;
}

export function createSessionParser(options: { store: MemoryStore; maxAgeMs: number; secure: boolean }): SessionParser {
  const { store, maxAgeMs, secure } = options;
  const middleware = session({
    name: cookieName,
    // Sessions in memory end with the process, and so may the secret that signs their ids.
    secret: randomBytes(32).toString("base64url"),
    store,
    resave: false,
    saveUninitialized: false,
    genid: () => randomBytes(32).toString("base64url"),
    cookie: { httpOnly: true, sameSite: "strict", path: "/", secure, maxAge: maxAgeMs },
  });
  return {
    middleware,
    async parse(request) {
      // express-session is typed for Express's request and response, and uses nothing that Node's own lack.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
      const [asked, response] = [request as Request, new ServerResponse(request) as Response];
      await new Promise<void>((resolve, reject) => {
        middleware(asked, response, (failure?: unknown) => (failure ? reject(failure) : resolve()));
      });
      return signedIn(asked.sessionID, asked.session);
    },
    find: (id) =>
      new Promise((resolve, reject) => {
        store.get(id, (failure, found) =>
          failure ? reject(failure) : resolve(found ? signedIn(id, found) : undefined),
        );
      }),
  };
}

/** Whose session it is; undefined when nobody is signed in or its time is over. */
export function signedIn(id: string, data: Partial<SessionData> | undefined): SignedIn | undefined {
  if (!data?.user || !data.role || !data.expiresAt || data.expiresAt <= Date.now()) return undefined;
  return { id, user: data.user, role: data.role, expiresAt: data.expiresAt };
}
