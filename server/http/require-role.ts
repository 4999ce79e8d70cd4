import type { RequestHandler } from "express";
import type { Role } from "../protocol/messages.ts";
import { mayActAs } from "../protocol/roles.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { refuse, refuseStranger } from "./errors.ts";

/** Lets through who is signed in, or has unlocked the wall, with at least this role: else 401 or 403. */
export function requireRole(sessions: Sessions, least: Role): RequestHandler {
  return (request, response, next) => {
    const session = sessions.of(request);
    if (!session) return refuseStranger(response);
    if (mayActAs(session.role, least)) return next();
    const message = `this is for the role ${least}, not ${session.role}; unlock the wall, or sign in as one`;
    return refuse(response, 403, { code: "forbidden", message });
  };
}
