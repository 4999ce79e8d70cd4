import type { Request, Response } from "express";
import type { Logger } from "pino";
import type { Saving } from "../config/edit/config-editor.ts";
import type { ConfigFault } from "../config/faults.ts";
import type { TextFault } from "../protocol/configuration.ts";
import { refuse } from "./errors.ts";

interface Exchange {
  request: Request;
  response: Response;
  log: Logger;
  /** Who asks for it. */
  user: string;
}

/** What became of a save, for whoever asked for it; `more` goes with the new version. */
export function answerSaving({ request, response, log, user }: Exchange, saving: Saving, more: object = {}): void {
  switch (saving.type) {
    case "saved": {
      const { version } = saving;
      const address = request.socket.remoteAddress;
      log.info({ audit: "configuration-saved", user, version, address }, "configuration saved");
      response.json({ version, ...more });
      return;
    }
    case "faulty":
      return refuseFaulty(response, saving.faults);
    case "outdated": {
      const { by = "somebody, by other means" } = saving.present;
      const message = `${by} has changed the configuration since; nothing was saved`;
      response.status(409).json({ error: { code: "outdated", message }, present: saving.present });
      return;
    }
    case "read-only":
      return refuse(response, 403, { code: "read_only", message: saving.why });
  }
}

export function refuseFaulty(response: Response, faults: readonly ConfigFault[]): void {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  const message = `line ${first?.line ?? 1}: ${first?.message ?? "not a configuration"}${more}`;
  response.status(422).json({ error: { code: "faulty", message }, faults: faults.map(toldFault) });
}

export function toldFault({ line, column, message }: ConfigFault): TextFault {
  return { ...(line !== undefined && { line }), ...(column !== undefined && { column }), message };
}
