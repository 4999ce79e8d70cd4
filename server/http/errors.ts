import type { ErrorRequestHandler, Response } from "express";
import type { Logger } from "pino";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import { StoreAway } from "../sessions/guarded-store.ts";

/** The one form of every refusal: `{"error":{"code","message"}}`. */
export function refuse(response: Response, status: number, error: { code: string; message: string }): void {
  response.status(status).json({ error });
}

/** Nobody is signed in. */
export function refuseStranger(response: Response): void {
  refuse(response, 401, { code: "unauthorized", message: "not signed in" });
}

const codes: Record<number, string> = { 400: "bad_request", 413: "too_large", 415: "unsupported_media_type" };

/** Express's own refusals (a body that is not JSON, or too large) get the one form; a bug is logged and says nothing. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (failure: unknown, _request, response, _next) => {
    // The session could not be saved after the answer had begun: the answer goes on as it is.
    if (response.headersSent) return log.warn({ reason: reasonOf(failure) }, "failed after it was answered");
    const status = statusOf(failure);
    if (status >= 400 && status < 500) {
      const message = failure instanceof SyntaxError ? "the body is not JSON" : messageOf(failure);
      refuse(response, status, { code: codes[status] ?? "bad_request", message });
    } else if (failure instanceof StoreAway) {
      // It is logged once, when it goes away.
      response.setHeader("Retry-After", "5");
      const message =
        "sessions cannot be read or begun now: their store does not answer; it is tried again all the time";
      refuse(response, 503, { code: "session_store_away", message });
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
