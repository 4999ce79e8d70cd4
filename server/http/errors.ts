import type { ErrorRequestHandler, Response } from "express";
import type { Logger } from "pino";
import { ExpectedError } from "../expected-error.ts";

/** The one form of every refusal: `{"error":{"code","message"}}`. */
export function refuse(response: Response, status: number, error: { code: string; message: string }): void {
  response.status(status).json({ error });
}

const codes: Record<number, string> = { 400: "bad_request", 413: "too_large", 415: "unsupported_media_type" };

/** Express's own refusals (a body that is not JSON, or too large) get the one form; a bug is logged and says nothing. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (failure: unknown, _request, response, _next) => {
    const status = statusOf(failure);
    if (status >= 400 && status < 500) {
      const message = failure instanceof SyntaxError ? "the body is not JSON" : messageOf(failure);
      refuse(response, status, { code: codes[status] ?? "bad_request", message });
    } else if (failure instanceof ExpectedError) {
      log.error({ reason: failure.message }, "request could not be served");
      refuse(response, 503, { code: "unavailable", message: "the server cannot do this now; its log says why" });
    } else {
      log.error({ err: failure }, "request failed");
      refuse(response, 500, { code: "internal", message: "the server failed; its log says why" });
    }
  };
}

function statusOf(failure: unknown): number {
  const status: unknown = typeof failure === "object" && failure && "status" in failure ? failure.status : undefined;
  return typeof status === "number" ? status : 500;
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : "not understood";
}
