import tls from "node:tls";
import { beforeAll, describe, expect, test } from "vitest";
import { Lifetime } from "../../../server/lifetime.ts";
import type { Finding } from "../../../server/sources/checks/finding.ts";
import { probeHttp } from "../../../server/sources/checks/http.ts";
import type { HttpExpectation } from "../../../server/sources/checks/options.ts";
import { makeAuthority, makeCertificate } from "../../resources/certificates.ts";
import { freePort, type Listener, listenHttp, listenHttps, listenTcp } from "../../resources/listeners.ts";

const mebibyte = 1024 * 1024;

async function check(address: string, expectation?: HttpExpectation): Promise<Finding> {
  const lifetime = new Lifetime();
  const finding = await probeHttp(address, expectation)(lifetime);
  await lifetime.end();
  return finding;
}

function reason(finding: Finding): string {
  return finding.result === "up" ? (finding.warning ?? "") : finding.reason;
}

function secure(pair: { key: string; cert: string }): Promise<Listener> {
  return listenHttps(pair, (_, response) => response.end("ok"));
}

async function words({ port }: Listener): Promise<string> {
  return reason(await check(`https://127.0.0.1:${port}/`));
}

describe("http checks", () => {
  test("[CK40] an answer from 200 to 299 is up, with the time that it took", async () => {
    await using server = await listenHttp((_, response) => void setTimeout(() => response.end("ok"), 30));
    const finding = await check(`http://127.0.0.1:${server.port}/`);
    expect(finding.result).toBe("up");
    expect(finding.result === "up" && finding.latencyMs).toBeGreaterThanOrEqual(25);
  });

  test("[CK47] how far the target's clock is off is told by its Date, unless a cache may have answered", async () => {
    const date = new Date(Date.now() + 42_000).toUTCString();
    await using ahead = await listenHttp((_, response) => response.setHeader("date", date).end("ok"));
    const finding = await check(`http://127.0.0.1:${ahead.port}/`);
    expect(Math.abs((finding.result === "up" ? (finding.skewMs ?? 0) : 0) - 42_000)).toBeLessThan(2500);
    await using cached = await listenHttp((_, response) =>
      response.setHeader("date", date).setHeader("age", "600").end("ok"),
    );
    await using without = await listenHttp((_, response) => {
      response.sendDate = false;
      response.end("ok");
    });
    for (const { port } of [cached, without]) {
      expect(await check(`http://127.0.0.1:${port}/`)).toEqual({ result: "up", latencyMs: expect.any(Number) });
    }
  });

  test("[CK41] another status than expected is down and named", async () => {
    await using server = await listenHttp((_, response) => response.writeHead(503).end());
    const address = `http://127.0.0.1:${server.port}/`;
    expect(await check(address)).toEqual({ result: "down", reason: "status 503 Service Unavailable" });
    expect(reason(await check(address, { status: 200 }))).toBe("status 503 Service Unavailable, not 200");
    expect(await check(address, { status: [200, 503] })).toMatchObject({ result: "up" });
  });

  test("[CK42] a body without the expected text is down", async () => {
    await using server = await listenHttp((_, response) => response.end("all systems nominal"));
    const address = `http://127.0.0.1:${server.port}/`;
    expect(await check(address, { body: "nominal" })).toMatchObject({ result: "up" });
    expect(reason(await check(address, { body: "ready" }))).toBe('the body does not contain "ready"');
  });

  test("[CK43] of a 50 MB body no more than the first mebibyte is read", async () => {
    let sent = 0;
    await using server = await listenHttp((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, "x");
      const pump = () => {
        while (sent < 50 * mebibyte && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", pump);
        }
        response.end("ready");
      };
      pump();
    });
    const address = `http://127.0.0.1:${server.port}/`;
    expect(reason(await check(address, { body: "ready" }))).toBe(
      'the first 1 MiB of the body does not contain "ready"',
    );
    // What the sockets' buffers took in besides.
    expect(sent).toBeLessThan(12 * mebibyte);
    sent = 0;
    expect(await check(address)).toMatchObject({ result: "up" });
    expect(sent).toBeLessThan(12 * mebibyte);
  });

  test("[CK44] redirects are followed, refused or expected, as configured", async () => {
    await using server = await listenHttp((request, response) => {
      if (request.url === "/") response.end("home");
      else if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
      else if (request.url === "/file") response.writeHead(302, { location: "file:///etc/passwd" }).end();
      else response.writeHead(301, { location: "/" }).end();
    });
    const base = `http://127.0.0.1:${server.port}`;
    expect(await check(`${base}/old`, { body: "home" })).toMatchObject({ result: "up" });
    expect(reason(await check(`${base}/old`, { redirect: "none" }))).toBe(`redirects to ${base}/`);
    expect(await check(`${base}/old`, { redirect: `${base}/` })).toMatchObject({ result: "up" });
    expect(reason(await check(`${base}/old`, { redirect: `${base}/new` }))).toBe(`redirects to ${base}/`);
    expect(reason(await check(`${base}/`, { redirect: `${base}/new` }))).toBe("does not redirect: status 200 OK");
    expect(await check(`${base}/old`, { status: 301 })).toMatchObject({ result: "up" });
    expect(reason(await check(`${base}/loop`))).toBe("redirects more than 5 times");
    expect(reason(await check(`${base}/file`))).toBe("redirects to file: instead of http");
  });

  test("[CK45] refused, cut off and not HTTP are told apart in plain words", async () => {
    await using cutter = await listenTcp((socket) => socket.once("data", () => socket.destroy()));
    await using babbler = await listenTcp((socket) =>
      socket.once("data", () => socket.end("220 mail.example ESMTP\r\n")),
    );
    expect(reason(await check(`http://127.0.0.1:${await freePort()}/`))).toBe("connection refused");
    expect(reason(await check(`http://127.0.0.1:${cutter.port}/`))).toBe("connection reset by the other side");
    expect(reason(await check(`http://127.0.0.1:${babbler.port}/`))).toBe("the answer is not HTTP");
    expect(reason(await check(`https://127.0.0.1:${babbler.port}/`))).toMatch(/^no TLS|connection/);
  });

  test("[CK46] no connection is kept from one check to the next", async () => {
    let connections = 0;
    await using server = await listenHttp((request, response) => {
      if (request.socket.bytesRead > 0) connections += 1;
      expect(request.headers.connection).toBe("close");
      response.end();
    });
    await check(`http://127.0.0.1:${server.port}/`);
    await check(`http://127.0.0.1:${server.port}/`);
    expect(connections).toBe(2);
  });
});

describe("https checks", () => {
  let authority: { key: string; cert: string };
  beforeAll(async () => {
    authority = await makeAuthority();
    tls.setDefaultCACertificates([...tls.getCACertificates(), authority.cert]);
  });

  test("[CK50] a trusted certificate is up, and a warning when it ends within certificate_days", async () => {
    await using server = await secure(await makeCertificate({ days: 9, issuer: authority }));
    const address = `https://127.0.0.1:${server.port}/`;
    expect(await check(address, { certificate_days: 5 })).toMatchObject({ result: "up" });
    expect(reason(await check(address, { certificate_days: 5 }))).toBe("");
    expect(await check(address, { certificate_days: 14 })).toMatchObject({
      result: "up",
      warning: "certificate expires in 9 days",
    });
  });

  test("[CK51] a bad certificate is down, and the words say how it is bad", async () => {
    await using expired = await secure(await makeCertificate({ days: -12, issuer: authority }));
    await using selfSigned = await secure(await makeCertificate({ days: 100 }));
    await using selfSignedExpired = await secure(await makeCertificate({ days: -5 }));
    await using early = await secure(await makeCertificate({ fromDays: 3, days: 100, issuer: authority }));
    await using other = await secure(await makeCertificate({ name: "other.example", days: 100, issuer: authority }));
    const stranger = await makeAuthority("A stranger");
    await using untrusted = await secure(await makeCertificate({ days: 100, issuer: stranger }));
    expect(await words(expired)).toMatch(/^certificate expired 1[12] days ago$/);
    expect(await words(selfSigned)).toBe("certificate is self-signed");
    expect(await words(selfSignedExpired)).toMatch(/^certificate expired [45] days ago$/);
    expect(await words(early)).toBe("certificate is not valid for another 3 days; is a clock wrong?");
    expect(await words(other)).toBe("certificate is for DNS:other.example");
    expect(await words(untrusted)).toMatch(/issuer is not trusted by this machine$/);
  });

  test("[CK52] nothing is asked of a server with a bad certificate", async () => {
    let requests = 0;
    const pair = await makeCertificate({ days: 100 });
    await using server = await listenHttps(pair, (_, response) => {
      requests += 1;
      response.end("ok");
    });
    await check(`https://127.0.0.1:${server.port}/`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(requests).toBe(0);
  });
});
