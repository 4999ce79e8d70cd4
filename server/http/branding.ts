import express, { type ErrorRequestHandler, Router } from "express";
import { saveLogo } from "../config/edit/logo/save-logo.ts";
import { mostPictureBytes } from "../config/picture.ts";
import { ExpectedError } from "../expected-error.ts";
import { answerSaving } from "./answer-saving.ts";
import type { ConfigurationOptions } from "./configuration.ts";
import { refuse } from "./errors.ts";
import { requireRole } from "./require-role.ts";

const tooLarge = `a logo has at most ${mostPictureBytes.logo / 1024} KiB; save it smaller, or as SVG`;

/** `POST /branding/logo?version=V` with a picture's bytes makes it the wall's logo. For administrators. */
export function brandingRoutes({ sessions, editor, log }: ConfigurationOptions): Router {
  const router = Router();
  const body = express.raw({ type: () => true, limit: mostPictureBytes.logo });

  router.post("/branding/logo", requireRole(sessions, "admin"), body, async (request, response) => {
    const { version } = request.query;
    const sent: unknown = request.body;
    if (typeof version !== "string" || !Buffer.isBuffer(sent)) {
      const message =
        "send a picture's bytes to /api/branding/logo?version=…, the version of the present configuration";
      return refuse(response, 400, { code: "bad_request", message });
    }
    const user = sessions.of(request)?.user ?? "";
    const { saving, removed } = await saveLogo(editor, sent, { version, by: user });
    return answerSaving({ request, response, log, user }, saving, { removed });
  });

  router.use("/branding", answerFaults);
  return router;
}

// Express tells an error handler by its four parameters.
const answerFaults: ErrorRequestHandler = (failure: unknown, _request, response, next) => {
  if (failure instanceof ExpectedError) return refuse(response, 422, { code: "not_a_logo", message: failure.message });
  if (failure instanceof Error && "status" in failure && failure.status === 413)
    return refuse(response, 413, { code: "too_large", message: tooLarge });
  return next(failure);
};
