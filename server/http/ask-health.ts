import { once } from "node:events";
import { type OutgoingHttpHeaders, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { text } from "node:stream/consumers";
import { z } from "zod";

const limitMs = 2000;

const health = z.looseObject({ status: z.string(), version: z.string(), uptimeSeconds: z.number() });
type Health = z.infer<typeof health>;

export interface Place {
  host: string;
  port: number;
  secure: boolean;
}

/** What answers there. Rejects if it is none of ours. */
export async function askHealth(place: Place, signal?: AbortSignal): Promise<Health> {
  const { body } = await askOwn(place, "/api/health", { signal });
  return health.parse(JSON.parse(body));
}

/** The answer of this machine's own server. Its certificate is looked at by another check. */
export async function askOwn(
  { host, port, secure }: Place,
  path: string,
  { signal, headers }: { signal?: AbortSignal | undefined; headers?: OutgoingHttpHeaders } = {},
): Promise<{ status: number; body: string }> {
  const address = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  const options = { host: address, port, path, headers, agent: false, timeout: limitMs, signal };
  const request = secure ? requestHttps({ ...options, rejectUnauthorized: false }) : requestHttp(options);
  const answered = once(request, "response");
  request.once("timeout", () => request.destroy(new Error("no answer"))).end();
  const [response] = await answered;
  return { status: Number(response.statusCode), body: await text(response) };
}
