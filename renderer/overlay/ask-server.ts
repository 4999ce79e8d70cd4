import { z } from "zod";

export type Answer<T> =
  | { ok: true; value: T }
  /** `waitMs`: not to be asked again before; `status`: undefined where the server was not reached. */
  | { ok: false; status: number | undefined; reason: string; waitMs?: number };

interface Asked {
  method?: "POST" | "PUT" | "DELETE";
  body?: unknown;
}

const refusal = z.object({ error: z.object({ message: z.string() }) });
const withinMs = 20_000;

/** Asks our server for JSON. An answer of 204 is `undefined`: ask for it with `z.undefined()`. */
export async function askServer<T>(
  path: string,
  schema: z.ZodType<T>,
  { method, body }: Asked = {},
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      cache: "no-store",
      signal: AbortSignal.timeout(withinMs),
      ...(method && { method }),
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    });
    const json: unknown = response.status === 204 ? undefined : await response.json();
    return response.ok ? read(schema, json) : refused(response, json);
  } catch {
    return { ok: false, status: undefined, reason: "The server does not answer" };
  }
}

function read<T>(schema: z.ZodType<T>, json: unknown): Answer<T> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, status: 200, reason: "The server's answer is not understood: update the older of the two" };
}

function refused({ status, headers }: Response, json: unknown): Answer<never> {
  const parsed = refusal.safeParse(json);
  const waitS = Number(headers.get("Retry-After"));
  return {
    ok: false,
    status,
    reason: parsed.success ? parsed.data.error.message : `The server answers ${status}`,
    ...(waitS > 0 && { waitMs: waitS * 1000 }),
  };
}
