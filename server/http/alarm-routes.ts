import { Router } from "express";
import { z } from "zod";
import type { HistoryEntry } from "../protocol/alarm-history.ts";
import { firstIssue } from "../protocol/parse.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { refuse } from "./errors.ts";
import { requireRole } from "./require-role.ts";

const asked = z.strictObject({ alarm: z.string("must be the id of one alarm").min(1).max(200).optional() });
/** As many as somebody reads. */
const most = 200;

export interface AlarmRoutesOptions {
  sessions: Sessions;
  /** Newest first; of one alarm (its id) or of all. */
  alarmHistory(alarm?: string): HistoryEntry[];
}

/** `GET /alarms/history?alarm=ID`: what happened to an alarm, or to all, and who did it. What is done comes by socket. */
export function alarmRoutes({ sessions, alarmHistory }: AlarmRoutesOptions): Router {
  const router = Router();
  router.get("/alarms/history", requireRole(sessions, "operator"), (request, response) => {
    const parsed = asked.safeParse(request.query);
    if (!parsed.success) {
      return refuse(response, 400, { code: "bad_request", message: firstIssue(parsed.error, "query") });
    }
    return response.json({ entries: alarmHistory(parsed.data.alarm).slice(0, most) });
  });
  return router;
}
