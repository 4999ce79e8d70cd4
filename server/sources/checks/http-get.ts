import { Buffer } from "node:buffer";
import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";
import { TLSSocket } from "node:tls";
import { ExpectedError } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { certificateFault } from "./certificate.ts";

/** What is read of a body; the connection is closed there. */
const mostBodyBytes = 1024 * 1024;

export interface HttpAnswer {
  status: number;
  /** Where it redirects to, resolved. */
  location: URL | undefined;
  body: Buffer;
  /** There was more than `mostBodyBytes`. */
  cut: boolean;
  /** Of the certificate, in epoch milliseconds; none over plain http. */
  certificateEndsAt: number | undefined;
  /** How far the server's clock is ahead by its Date header, milliseconds; none where a cache may have answered. */
  skewMs: number | undefined;
}

/**
 * One GET on its own connection, ended with `run`. The body of a redirect is not read.
 * @throws ExpectedError what is wrong with the certificate; nothing is read from whoever shows a bad one
 */
export async function getOnce(url: URL, run: Lifetime): Promise<HttpAnswer> {
  const askedAt = Date.now();
  const { response, certificateEndsAt } = await open(url, run);
  const skewMs = skewOf(response, (askedAt + Date.now()) / 2);
  const location = locationOf(response, url);
  const { body, cut } = location ? { body: Buffer.alloc(0), cut: false } : await readBody(response);
  response.destroy();
  return { status: response.statusCode ?? 0, location, body, cut, certificateEndsAt, skewMs };
}

interface Opened {
  response: IncomingMessage;
  certificateEndsAt: number | undefined;
}

function open(url: URL, run: Lifetime): Promise<Opened> {
  return new Promise((resolve, reject) => {
    let certificateEndsAt: number | undefined;
    const get = url.protocol === "https:" ? getHttps : getHttp;
    const request = get(url, {
      // A fresh connection each time: one that was kept alive proves nothing about the next.
      agent: false,
      headers: { "user-agent": "Nocturne", accept: "*/*", "accept-encoding": "identity" },
      // Judged below instead, to say what is wrong in words.
      rejectUnauthorized: false,
    });
    run.onEnd(() => void request.destroy());
    request.once("socket", (socket) => {
      if (!(socket instanceof TLSSocket)) return;
      socket.once("secureConnect", () => {
        // Asked for once: Node 24 hands the certificate over at the first call only.
        const certificate = socket.getPeerX509Certificate();
        certificateEndsAt = certificate?.validToDate.getTime();
        const fault = certificateFault(socket, certificate);
        if (fault !== undefined) request.destroy(new ExpectedError(fault));
      });
    });
    request.once("response", (response) => {
      const proven = url.protocol === "http:" || certificateEndsAt !== undefined;
      if (proven) resolve({ response, certificateEndsAt });
      else request.destroy(new ExpectedError("certificate was not seen"));
    });
    request.on("error", reject);
  });
}

/** A Date has whole seconds (RFC 9110, 6.6.1): on average it is half a second later. `at`: when it was made, by us. */
function skewOf({ headers: { date, age } }: IncomingMessage, at: number): number | undefined {
  const told = date === undefined || age !== undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(told) ? undefined : told + 500 - at;
}

function locationOf(response: IncomingMessage, url: URL): URL | undefined {
  const { location } = response.headers;
  const redirects = [301, 302, 303, 307, 308].includes(response.statusCode ?? 0);
  return redirects && location !== undefined ? (URL.parse(location, url.href) ?? undefined) : undefined;
}

async function readBody(response: IncomingMessage): Promise<{ body: Buffer; cut: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    length += chunk.length;
    if (length > mostBodyBytes) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, mostBodyBytes), cut: length > mostBodyBytes };
}
