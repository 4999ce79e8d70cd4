import { Buffer } from "node:buffer";
import { type IncomingMessage, type OutgoingHttpHeaders, request as requestHttp, STATUS_CODES } from "node:http";
import { request as requestHttps } from "node:https";
import { TLSSocket } from "node:tls";
import { ExpectedError } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { certificateFault } from "./certificate.ts";

export const mebibyte = 1024 * 1024;

export interface HttpQuestion {
  headers?: OutgoingHttpHeaders;
  /** Sent with POST; without it the method is GET. */
  form?: URLSearchParams | undefined;
  /** Authorities in PEM form that are trusted instead of the machine's. */
  ca?: Buffer | undefined;
  /** What is read of the answer, 1 MiB if not said; the connection is closed there. */
  mostBytes?: number;
}

export interface HttpAnswer {
  status: number;
  /** Where it redirects to, resolved. */
  location: URL | undefined;
  body: Buffer;
  /** There was more than `mostBytes`. */
  cut: boolean;
  /** Of the certificate, in epoch milliseconds; none over plain http. */
  certificateEndsAt: number | undefined;
  /** How far the server's clock is ahead by its Date header, milliseconds; none where a cache may have answered. */
  skewMs: number | undefined;
}

/**
 * One request on its own connection, ended with `run`. The body of a redirect is not read.
 * @throws ExpectedError what is wrong with the certificate; nothing is told to, or read from, whoever shows a bad one
 */
export async function requestOnce(url: URL, question: HttpQuestion, run: Lifetime): Promise<HttpAnswer> {
  const askedAt = Date.now();
  const { response, certificateEndsAt } = await open(url, question, run);
  const skewMs = skewOf(response, (askedAt + Date.now()) / 2);
  const location = locationOf(response, url);
  const most = question.mostBytes ?? mebibyte;
  const { body, cut } = location ? { body: Buffer.alloc(0), cut: false } : await readBody(response, most);
  response.destroy();
  return { status: response.statusCode ?? 0, location, body, cut, certificateEndsAt, skewMs };
}

/** "503 Service Unavailable" */
export function statusText(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ""}`.trim();
}

interface Opened {
  response: IncomingMessage;
  certificateEndsAt: number | undefined;
}

function open(url: URL, { headers, form, ca }: HttpQuestion, run: Lifetime): Promise<Opened> {
  return new Promise((resolve, reject) => {
    let certificateEndsAt: number | undefined;
    const secure = url.protocol === "https:";
    const body = form?.toString();
    const request = (secure ? requestHttps : requestHttp)(url, {
      method: body === undefined ? "GET" : "POST",
      // A fresh connection each time: one that was kept alive proves nothing about the next.
      agent: false,
      headers: {
        "user-agent": "Nocturne",
        accept: "*/*",
        "accept-encoding": "identity",
        ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        ...headers,
      },
      // Judged below instead, to say what is wrong in words.
      rejectUnauthorized: false,
      ...(ca ? { ca } : {}),
    });
    run.onEnd(() => void request.destroy());
    request.once("socket", (socket) => {
      if (!(socket instanceof TLSSocket)) return void request.end(body);
      socket.once("secureConnect", () => {
        // Asked for once: Node 24 hands the certificate over at the first call only.
        const certificate = socket.getPeerX509Certificate();
        certificateEndsAt = certificate?.validToDate.getTime();
        const fault = certificateFault(socket, certificate);
        if (fault === undefined) request.end(body);
        else request.destroy(new ExpectedError(fault));
      });
    });
    request.once("response", (response) => {
      const proven = !secure || certificateEndsAt !== undefined;
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

async function readBody(response: IncomingMessage, most: number): Promise<{ body: Buffer; cut: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, most), cut: length > most };
}
