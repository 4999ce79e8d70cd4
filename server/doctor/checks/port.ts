import { once } from "node:events";
import { createServer, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { reasonOf } from "../../expected-error.ts";
import { bracketed } from "../../http/own-names.ts";
import type { Lifetime } from "../../lifetime.ts";
import { listen } from "../../listen.ts";
import { checkOfConfig } from "../check.ts";
import { fail, pass } from "../finding.ts";

const limitMs = 2000;
const health = z.looseObject({ status: z.string(), version: z.string(), uptimeSeconds: z.number() });

/** The wall's server can listen where it is told to, or does so already. */
export const port = checkOfConfig("port", async ({ server }, _site, run) => {
  const { host, port = 0 } = server;
  const place = `${bracketed(host)}:${port}`;
  try {
    await listen(createServer(), { host, port, lifetime: run });
    return pass(port === 0 ? `${host}, on any port that is free` : `${place} is free`);
  } catch (failure) {
    const held = await askHealth({ host, port, secure: server.tls !== undefined }, run);
    if (held) return pass(`${place} is held by Nocturne ${held.version}, ${held.status}`);
    return fail(reasonOf(failure), `see who has it: ss -ltnp 'sport = :${port}'`);
  }
});

interface Place {
  host: string;
  port: number;
  secure: boolean;
}

/** What answers there, if it is one of ours. Its certificate is looked at by another check. */
async function askHealth({ host, port, secure }: Place, run: Lifetime) {
  const address = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  const options = { host: address, port, path: "/api/health", agent: false, timeout: limitMs, signal: run.signal };
  try {
    const request = secure ? requestHttps({ ...options, rejectUnauthorized: false }) : requestHttp(options);
    const answered = once(request, "response");
    request.once("timeout", () => request.destroy(new Error("no answer"))).end();
    const [response] = await answered;
    const answer = await text(response);
    return health.parse(JSON.parse(answer));
  } catch {
    return undefined;
  }
}
