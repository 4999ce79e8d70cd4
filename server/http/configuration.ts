import express, { type ErrorRequestHandler, type Request, type Response, Router } from "express";
import type { Logger } from "pino";
import { z } from "zod";
import type { Config, ConfigSource } from "../config/config.ts";
import type { ConfigEditor } from "../config/edit/config-editor.ts";
import { isRecord } from "../config/is-record.ts";
import { configJsonSchema } from "../config/json-schema.ts";
import { mostConfigBytes } from "../config/load.ts";
import { readYaml } from "../config/yaml/read-yaml.ts";
import { ExpectedError } from "../expected-error.ts";
import { edit, type Preview } from "../protocol/configuration.ts";
import type { ProbeAnswer } from "../protocol/diagnostics.ts";
import { firstIssue } from "../protocol/parse.ts";
import type { Sessions } from "../sessions/sessions.ts";

import { answerSaving, refuseFaulty, toldFault } from "./answer-saving.ts";
import { refuse } from "./errors.ts";
import { requireRole } from "./require-role.ts";

export interface ConfigurationOptions {
  sessions: Sessions;
  editor: ConfigEditor;
  /** How a configuration that is not saved would look. */
  preview(config: Config): Promise<Omit<Preview, "written">>;
  /** Asks what a source would watch, by one of its kind that lives for as long. */
  tryOut(source: ConfigSource): Promise<ProbeAnswer>;
  log: Logger;
}

/** A text of the greatest length in which every other character is escaped. */
const mostBody = 2 * mostConfigBytes + 4096;
const tooLarge = `a configuration has at most ${mostConfigBytes / 1024} KiB; this is more than a wall can need`;

const text = z.string().refine((text) => Buffer.byteLength(text) <= mostConfigBytes, tooLarge);
const version = z.string().min(1).max(64);
const checkBody = z.strictObject({ text });
const editBody = z.strictObject({ text, edits: z.array(edit).min(1).max(200) });
const testBody = z.strictObject({ text, source: z.string().max(200) });
const saveBody = z.strictObject({ text, version });
const undoBody = z.strictObject({ to: version, version });

/** `/configuration`: its text, its faults, edits, previews, saving and undoing. For administrators. */
export function configurationRoutes({ sessions, editor, preview, tryOut, log }: ConfigurationOptions): Router {
  const router = Router();
  router.use("/configuration", requireRole(sessions, "admin"), express.json({ limit: mostBody }));

  router.get("/configuration", async (_request, response) => void response.json(await editor.present()));
  router.get("/configuration/schema", (_request, response) => void response.json(configJsonSchema()));

  router.get("/configuration/saves/:version", async (request, response) => {
    const text = await editor.saved(request.params.version);
    if (text === undefined) return refuseUnknown(response);
    return response.json({ text });
  });

  router.post("/configuration/check", async (request, response) => {
    const { text } = read(checkBody, request);
    const checked = await editor.check(text);
    response.json({ faults: checked.ok ? [] : checked.faults.map(toldFault) });
  });

  router.post("/configuration/edit", async (request, response) => {
    const { text, edits } = read(editBody, request);
    const edited = await editor.edit(text, ...edits);
    if (!edited.ok) return refuseFaulty(response, edited.faults);
    return response.json({ text: edited.text });
  });

  router.post("/configuration/preview", async (request, response) => {
    const { text } = read(checkBody, request);
    const checked = await editor.check(text);
    if (!checked.ok) return refuseFaulty(response, checked.faults);
    const written = readYaml(text.replace(/^\uFEFF/, "")).text?.value;
    return response.json({ ...(await preview(checked.config)), written: isRecord(written) ? written : {} });
  });

  router.post("/configuration/test", async (request, response) => {
    const { text, source: id } = read(testBody, request);
    const checked = await editor.check(text);
    if (!checked.ok) return refuseFaulty(response, checked.faults);
    const source = checked.config.sources.find((one) => one.id === id);
    if (!source) return refuse(response, 404, { code: "not_found", message: "no source of this text has that id" });
    return response.json(await tryOut(source));
  });

  router.post("/configuration/save", async (request, response) => {
    const { text, version } = read(saveBody, request);
    const user = userOf(request);
    answerSaving({ request, response, log, user }, await editor.save(text, { version, by: user }));
  });

  router.post("/configuration/undo", async (request, response) => {
    const { to, version } = read(undoBody, request);
    const text = await editor.saved(to);
    if (text === undefined) return refuseUnknown(response);
    const user = userOf(request);
    return answerSaving({ request, response, log, user }, await editor.save(text, { version, by: user }));
  });

  router.use("/configuration", answerFaults);
  return router;

  function userOf(request: Request): string {
    return sessions.of(request)?.user ?? "";
  }
}

function refuseUnknown(response: Response): void {
  refuse(response, 404, { code: "not_found", message: "no such text is kept; there are the last ten" });
}

/** A body that cannot be used, in words. */
class BadBody extends Error {}

function read<T>(schema: z.ZodType<T>, request: Request): T {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  throw new BadBody(firstIssue(parsed.error, "body"));
}

// Express tells an error handler by its four parameters.
const answerFaults: ErrorRequestHandler = (failure: unknown, _request, response, next) => {
  if (failure instanceof BadBody) {
    const isLarge = failure.message.endsWith(tooLarge);
    return refuse(response, isLarge ? 413 : 400, {
      code: isLarge ? "too_large" : "bad_request",
      message: failure.message,
    });
  }
  if (failure instanceof ExpectedError)
    return refuse(response, 409, { code: "not_possible", message: failure.message });
  const isTooLarge = failure instanceof Error && "status" in failure && failure.status === 413;
  if (isTooLarge) return refuse(response, 413, { code: "too_large", message: tooLarge });
  return next(failure);
};
