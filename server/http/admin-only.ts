import type { RequestHandler } from "express";
import type { Sessions } from "../sessions/sessions.ts";
import { refuse, refuseStranger } from "./errors.ts";

/** Lets only an administrator's session pass, or a wall that an administrator has unlocked. */
export function adminOnly(sessions: Pick<Sessions, "of">): RequestHandler {
  return (request, response, next) => {
    const session = sessions.of(request);
    if (!session) return refuseStranger(response);
    if (session.role === "admin") return next();
    const message = `this is for the role admin, and ${session.user} has the role ${session.role}`;
    refuse(response, 403, { code: "forbidden", message });
  };
}
