import { createHash } from "node:crypto";
import { type Request, Router } from "express";
import type { Logger } from "pino";
import type { Diagnostics, ProbeAnswer, SessionReport } from "../protocol/diagnostics.ts";
import { mayActAs } from "../protocol/roles.ts";
import type { SignedIn } from "../sessions/session-record.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { refuse } from "./errors.ts";
import { requireRole } from "./require-role.ts";

export interface DiagnosticsRoutesOptions {
  sessions: Sessions;
  /** How many websockets hang on a session. */
  socketsOf(sessionId: string): number;
  /** The screens of a session. */
  wallsOf(sessionId: string): SessionReport["walls"];
  diagnose(): Promise<Omit<Diagnostics, "sessions">>;
  /** Undefined where there is no such source. */
  probe(source: string): Promise<ProbeAnswer> | undefined;
  supportBundle: {
    /** All that helps to find a fault, without secrets. */
    make(diagnostics: Diagnostics): Promise<object>;
    /** Writes it beside what the server keeps, and answers with the file. */
    save(bundle: object): Promise<string>;
  };
  log: Logger;
}

/** What an operator can learn of this server, its sources and its sessions. */
export function diagnosticsRoutes(options: DiagnosticsRoutesOptions): Router {
  const { sessions, log, supportBundle } = options;
  const router = Router();
  const operator = requireRole(sessions, "operator");

  router.get("/diagnostics", operator, async (request, response) => {
    response.json(await diagnose(request, options));
  });

  router.post("/sources/:id/test", operator, async (request, response) => {
    const probe = options.probe(String(request.params["id"]));
    if (!probe) return refuse(response, 404, { code: "not_found", message: "no source of this wall has that id" });
    return response.json(await probe);
  });

  router.post("/sessions/:ref/end", operator, async (request, response) => {
    const found = (await sessions.all()).find(({ signedIn }) => refOf(signedIn.id) === request.params["ref"]);
    if (!found)
      return refuse(response, 404, { code: "not_found", message: "there is no such session; it may have ended" });
    const own = sessions.of(request);
    const { user, role, id } = found.signedIn;
    if (!own || !mayActAs(own.role, role)) {
      return refuse(response, 403, { code: "forbidden", message: `only a role of ${role} may end that session` });
    }
    await sessions.end(id);
    const { remoteAddress: address } = request.socket;
    log.info({ audit: "session-ended", user: own.user, ended: user, address }, "a session was ended by an operator");
    return response.status(204).end();
  });

  const make = async (request: Request) => supportBundle.make(await diagnose(request, options));
  const note = (request: Request) =>
    log.info({ audit: "support-bundle", user: sessions.of(request)?.user }, "a support bundle was made");

  router.get("/support-bundle", operator, async (request, response) => {
    const bundle = await make(request);
    note(request);
    response.attachment(`nocturne-support-${new Date().toISOString().replaceAll(":", "-")}.json`);
    response.type("json").send(JSON.stringify(bundle, null, 2));
  });

  router.post("/support-bundle", operator, async (request, response) => {
    const file = await supportBundle.save(await make(request));
    note(request);
    response.json({ file });
  });

  return router;
}

async function diagnose(request: Request, options: DiagnosticsRoutesOptions): Promise<Diagnostics> {
  const [known, all] = await Promise.all([options.diagnose(), options.sessions.all().catch(() => undefined)]);
  if (!all) return known;
  const own = options.sessions.of(request)?.id;
  const reports = all.map(({ signedIn, ageMs }) => reportOf(signedIn, { ageMs, own, options }));
  return { ...known, sessions: reports.toSorted((one, other) => one.ageMs - other.ageMs).slice(0, mostSessions) };
}

const mostSessions = 200;

function reportOf(
  { id, user, role, expiresAt }: SignedIn,
  { ageMs, own, options }: { ageMs: number; own: string | undefined; options: DiagnosticsRoutesOptions },
): SessionReport {
  const { sessions, socketsOf, wallsOf } = options;
  return {
    ref: refOf(id),
    user,
    role,
    ageMs,
    expiresAt: sessions.toEpoch(expiresAt),
    sockets: socketsOf(id),
    walls: wallsOf(id).map(({ address, screen, page }) => ({ address, screen, page })),
    isOwn: id === own,
  };
}

/** A session's id is in its cookie, and so is told to nobody. */
function refOf(sessionId: string): string {
  return createHash("sha256").update(sessionId).digest("base64url").slice(0, 16);
}
