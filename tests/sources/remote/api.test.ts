import { writeFile } from "node:fs/promises";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { describe, expect, test, vi } from "vitest";
import { parseConfig } from "../../../server/config/load.ts";
import { prometheus } from "../../../server/sources/prometheus/prometheus.ts";
import { temporaryFolder } from "../../config/temporary-folder.ts";
import { makeAuthority, makeCertificate } from "../../resources/certificates.ts";
import { freePort, listenHttp, listenHttps, listenTcp } from "../../resources/listeners.ts";
import { observeSource } from "../../resources/observed-source.ts";

/** What the source says first of a server that answers so. */
async function firstFailure(options: Record<string, unknown>, folder?: string): Promise<string> {
  await using source = observeSource(prometheus, { every: "1s", ...options }, folder === undefined ? {} : { folder });
  await source.until("it fails", () => source.failures.length > 0);
  return source.failures[0] ?? "";
}

async function wordsFor(answer: RequestListener): Promise<string> {
  await using server = await listenHttp(answer);
  return await firstFailure({ url: `http://127.0.0.1:${server.port}` });
}

const text =
  (status: number, body: string, headers = {}) =>
  (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(status, { "content-type": "text/plain", ...headers }).end(body);

const well = JSON.stringify({
  status: "success",
  data: { resultType: "vector", result: [{ metric: {}, value: [Date.now() / 1000, "1"] }] },
});

describe("a remote system that misbehaves is told in plain words", () => {
  test.each<[string, RequestListener, string]>([
    [
      "a web page",
      text(200, "<!doctype html><title>Hi"),
      "answers with a web page, not JSON; is url the address of Prometheus?",
    ],
    ["broken JSON", text(200, '{"status":"succ'), "answers with broken JSON"],
    ["an empty body", text(200, ""), "answers with broken JSON"],
    [
      "JSON of something else",
      text(200, '{"alerts":[]}'),
      "the answer is not one of Prometheus's query API; is url the address of Prometheus?",
    ],
    [
      "JSON that is nothing",
      text(200, "null"),
      "the answer is not one of Prometheus's query API; is url the address of Prometheus?",
    ],
    ["404", text(404, "404 page not found"), "404 Not Found; is url the address of Prometheus?"],
    ["401", text(401, "Unauthorized"), "401: a credential is needed; add basic_auth, bearer_token or headers"],
    ["403", text(403, "{}"), "403: refused; this user may not read it"],
    ["503", text(503, "Service Unavailable"), "503 Service Unavailable"],
    [
      "a sign-in page",
      text(302, "", { location: "https://sso.example/login?token=hush" }),
      /^redirects to https:\/\/sso\.example\/login; is a sign-in needed, or is that the right url\?$/,
    ],
    ["a JSON error that says nothing", text(500, "{}"), /^500 Internal Server Error: the answer is not one of/],
  ] as [string, RequestListener, string][])("[RA1] %s", async (_, answer, expected) => {
    expect(await wordsFor(answer)).toMatch(expected);
  });

  test("[RA1] no listener, no HTTP, and a connection that is cut", async () => {
    await using babbler = await listenTcp((socket) => void socket.once("data", () => socket.end("220 mail ESMTP\r\n")));
    await using cutter = await listenTcp((socket) => void socket.once("data", () => socket.destroy()));
    expect(await firstFailure({ url: `http://127.0.0.1:${await freePort()}` })).toBe("connection refused");
    expect(await firstFailure({ url: `http://127.0.0.1:${babbler.port}` })).toBe("the answer is not HTTP");
    expect(await firstFailure({ url: `http://127.0.0.1:${cutter.port}` })).toBe("connection reset by the other side");
  });

  test("[RA2] what hangs before or within its answer is given up at the limit, with its connection", async () => {
    let closed = 0;
    const count = (request: IncomingMessage) => void request.socket.once("close", () => (closed += 1));
    const hang: RequestListener = count;
    const hangWithin: RequestListener = (request, response) => {
      count(request);
      response.writeHead(200, { "content-length": "1000" }).write("{");
    };
    expect(await wordsFor(hang)).toBe("no answer within 2 s");
    expect(await wordsFor(hangWithin)).toBe("no answer within 2 s");
    await vi.waitFor(() => expect(closed).toBe(2));
  });

  test("[RA3] of a huge body no more is read than the limit", async () => {
    let sent = 0;
    const pour: RequestListener = (_, response) => {
      const chunk = Buffer.alloc(256 * 1024, " ");
      const pump = () => {
        while (!response.destroyed && sent < 400 * 1024 * 1024) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", pump);
        }
        response.end();
      };
      pump();
    };
    expect(await wordsFor(pour)).toBe("answers with more than 8 MiB; ask for less");
    expect(sent).toBeLessThan(40 * 1024 * 1024);
  });
});

/** Answers well, and keeps the headers that it is asked with. */
async function listenFor(seen: IncomingMessage["headers"][]) {
  return listenHttp((request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { "content-type": "application/json" }).end(well);
  });
}

describe("who asks", () => {
  test("[RA4] secrets go along as headers, read anew each time from files beside the configuration", async () => {
    await using folder = await temporaryFolder();
    const seen: IncomingMessage["headers"][] = [];
    await using server = await listenFor(seen);
    await writeFile(folder.file("token"), "first\n");
    await writeFile(folder.file("tenant"), "noc\n");
    const config = `
sources:
  metrics:
    type: prometheus
    url: http://127.0.0.1:${server.port}/
    every: 1s
    bearer_token: { file: ./token }
    headers: { X-Scope-OrgID: { file: tenant } }
pages: [ { panels: [ { type: stat, source: metrics, query: up, at: [0, 0, 1, 1] } ] } ]
`;
    const outcome = await parseConfig(config, folder.file("wall.yaml"));
    if (!outcome.ok) throw new Error(outcome.faults[0]?.message);
    await using source = observeSource(prometheus, outcome.config.sources[0]?.options, { folder: folder.path });
    await source.until("it asks", () => seen.length > 0);
    expect(seen[0]).toMatchObject({ authorization: "Bearer first", "x-scope-orgid": "noc" });
    await writeFile(folder.file("token"), "second");
    await source.until("it asks again", () => seen.at(-1)?.authorization === "Bearer second");
  });

  test("[RA4] basic authentication", async () => {
    await using folder = await temporaryFolder();
    const seen: IncomingMessage["headers"][] = [];
    await using server = await listenFor(seen);
    await writeFile(folder.file("password"), "pass:wörd\n");
    const options = {
      url: `http://127.0.0.1:${server.port}`,
      every: "1s",
      basic_auth: { username: "noc", password: { file: "password" } },
    };
    await using source = observeSource(prometheus, options, { folder: folder.path });
    await source.until("it asks", () => seen.length > 0);
    expect(seen[0]?.authorization).toBe(`Basic ${Buffer.from("noc:pass:wörd").toString("base64")}`);
  });

  test("[RA5] a secret that is missing, refused or no header is told in words, without itself", async () => {
    await using folder = await temporaryFolder();
    await using server = await listenHttp(text(401, ""));
    const url = `http://127.0.0.1:${server.port}`;
    await writeFile(folder.file("token"), "hush\nhush");
    await writeFile(folder.file("good"), "hush");
    const fail = (token: string) => firstFailure({ url, bearer_token: { file: token } }, folder.path);
    expect(await fail("none")).toBe(`there is no file ${folder.file("none")}; create it, or correct the path`);
    expect(await fail("token")).toBe(
      "the secret for the header Authorization has line ends or signs that no header may have",
    );
    expect(await fail("good")).toBe("401: the credential is refused");
  });

  test("[RA6] TLS: a certificate that is not trusted is refused before anything is asked; `ca` makes it trusted", async () => {
    await using folder = await temporaryFolder();
    const authority = await makeAuthority();
    const seen: string[] = [];
    await using server = await listenHttps(
      await makeCertificate({ days: 30, issuer: authority }),
      (request, response) => {
        seen.push(request.url ?? "");
        response.writeHead(200).end(well);
      },
    );
    await writeFile(folder.file("ca.pem"), authority.cert);
    await writeFile(folder.file("bad.pem"), "hello");
    const url = `https://127.0.0.1:${server.port}`;
    expect(await firstFailure({ url })).toMatch(/issuer is not trusted by this machine$/);
    expect(await firstFailure({ url, ca: "bad.pem" }, folder.path)).toMatch(/holds no certificate; it must be PEM/);
    expect(seen).toEqual([]);
    await using source = observeSource(prometheus, { url, every: "1s", ca: "./ca.pem" }, { folder: folder.path });
    await source.until("it is seen", () => source.observations() > 0);
  });
});

test.each([
  ["url: ftp://x", 'must be an http or https address such as "https://metrics.example:9090"'],
  ["url: 'http://noc:hush@x'", "must not hold a user name or a password; write basic_auth"],
  ["url: 'http://x/?a=1'", 'must end with its path, without "?" and "#"'],
  ["url: http://x, bearer_token: hush", "must not be the secret itself; say where it is"],
  ["url: http://x, headers: { 'a b': { env: A } }", '"a b" is not a header that can be set here'],
  ["url: http://x, headers: { Host: { env: A } }", '"Host" is not a header that can be set here'],
  [
    "url: http://x, bearer_token: { env: A }, basic_auth: { username: a, password: { env: B } }",
    "says in 2 ways who asks (basic_auth, bearer_token); keep one",
  ],
  ["url: http://x, every: 100ms", '"100ms" is not a duration from 1s to 1h'],
])("[RA7] { %s } is a fault at its place, in words", async (options, expected) => {
  const outcome = await parseConfig(
    `sources: { metrics: { type: prometheus, ${options} } }\npages: [ { panels: [ { type: text, text: a, at: [0, 0, 1, 1] } ] } ]\n`,
    "/wall.yaml",
  );
  if (outcome.ok) throw new Error("no fault");
  expect(outcome.faults.map(({ message }) => message).join()).toContain(expected);
  expect(JSON.stringify(outcome.faults)).not.toContain("hush");
});
