import { z } from "zod";
import { quickGuard } from "./quick-guard.ts";

export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string };

/** Reads one JSON text message. The reason names the place and what would be right there, and repeats no content. */
export function parseMessage<T>(schema: z.ZodType<T>, text: string): Parsed<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, reason: "not JSON" };
  }
  if (takes(schema, json)) return { ok: true, value: json };
  const result = schema.safeParse(json);
  return result.success ? { ok: true, value: result.data } : { ok: false, reason: firstIssue(result.error) };
}

function takes<T>(schema: z.ZodType<T>, value: unknown): value is T {
  return quickGuard(schema)(value);
}

/** The first fault as "panels[2].at: must be …"; `whole` names what the fault is in when it is in no part of it. */
export function firstIssue(error: z.ZodError, whole = "message"): string {
  const [issue] = error.issues;
  return issue ? `${z.core.toDotPath(issue.path) || whole}: ${issue.message}` : "not valid";
}
