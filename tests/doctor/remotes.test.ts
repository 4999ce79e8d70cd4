import { createSocket } from "node:dgram";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { certificates } from "../../server/doctor/checks/certificates.ts";
import { dns } from "../../server/doctor/checks/dns.ts";
import { port } from "../../server/doctor/checks/port.ts";
import { reach } from "../../server/doctor/checks/reach.ts";
import { time } from "../../server/doctor/checks/time.ts";
import { makeAuthority, makeCertificate } from "../resources/certificates.ts";
import { freePort, listenHttp, listenHttps, listenTcp, unresolvable } from "../resources/listeners.ts";
import { makeMachine } from "../resources/site.ts";

const pages = "pages: [ { panels: [ { type: text, text: x } ] } ]\n";
const asking = (url: string, more = "") => `sources: { metrics: { type: prometheus, url: "${url}"${more} } }\n${pages}`;
const watching = (target: string) =>
  `sources: { edge: { type: checks, targets: [ { name: one, ${target} } ] } }\n${pages}`;

describe("what the wall goes to", () => {
  it("[DR14] what a source asks must take a connection; what is only watched may be down", async () => {
    await using machine = await makeMachine();
    await using server = await listenTcp(() => undefined);
    const closed = await freePort();
    await machine.configure(asking(`http://127.0.0.1:${server.port}`));
    expect(await machine.look(reach)).toEqual({ name: "reach", verdict: "pass", seen: "1 place takes a connection" });
    await machine.configure(asking(`http://127.0.0.1:${closed}`));
    expect(await machine.look(reach)).toMatchObject({
      verdict: "fail",
      seen: `metrics (127.0.0.1:${closed}): connection refused`,
      remedy: expect.stringContaining("firewall"),
    });
    await machine.configure(watching(`tcp: "127.0.0.1:${closed}"`));
    expect(await machine.look(reach)).toMatchObject({ verdict: "warn", seen: expect.stringContaining("only watched") });
    await machine.configure(watching("ping: 192.0.2.1"));
    expect(await machine.look(reach)).toMatchObject({ verdict: "skip" });
  });

  it("[DR14] the shared store of sessions is one of them", async () => {
    await using machine = await makeMachine();
    const closed = await freePort();
    await machine.configure(`sessions: { store: redis, url: "redis://127.0.0.1:${closed}" }\n${pages}`);
    expect(await machine.look(reach)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("sessions (127.0.0.1:"),
    });
  });

  it("[DR14] every host name must resolve", async () => {
    await using machine = await makeMachine();
    await machine.configure(asking(`http://${unresolvable}:9090`));
    expect(await machine.look(dns)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining(unresolvable.slice(0, 20)),
    });
    await machine.configure(watching(`http: "http://${unresolvable}/"`));
    expect(await machine.look(dns)).toMatchObject({ verdict: "warn" });
    await machine.configure(asking("http://127.0.0.1:9090"));
    expect(await machine.look(dns)).toMatchObject({ verdict: "skip" });
  });
});

describe("certificates", () => {
  it("[DR16] of what is asked: trusted, not trusted, soon over, and over", async () => {
    await using machine = await makeMachine();
    const authority = await makeAuthority();
    await machine.file("ca.pem", authority.cert);
    const judge = async (days: number, more = ', ca: "./ca.pem"') => {
      const pair = await makeCertificate({ days, issuer: authority });
      await using server = await listenHttps(pair, (_, response) => void response.end());
      await machine.configure(asking(`https://127.0.0.1:${server.port}`, more));
      return await machine.look(certificates);
    };
    expect(await judge(90)).toMatchObject({
      verdict: "pass",
      seen: "1 certificate trusted, and good for two weeks at least",
    });
    expect(await judge(5)).toMatchObject({
      verdict: "warn",
      seen: expect.stringMatching(/metrics: 127\.0\.0\.1: certificate expires in \d days/),
    });
    expect(await judge(-3)).toMatchObject({
      verdict: "fail",
      seen: expect.stringMatching(/certificate expired \d days ago|certificate expired 60 h ago|expired/),
    });
    expect(await judge(90, "")).toMatchObject({ verdict: "fail", remedy: expect.stringContaining("ca: FILE") });
  });

  it("[DR16] a file of authorities that is gone, or holds none, is told", async () => {
    await using machine = await makeMachine();
    await machine.configure(asking("https://127.0.0.1:1", ', ca: "./gone.pem"'));
    expect(await machine.look(certificates)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("gone.pem"),
    });
    await machine.file("empty.pem", "nothing");
    await machine.configure(asking("https://127.0.0.1:1", ', ca: "./empty.pem"'));
    expect(await machine.look(certificates)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("holds no certificate"),
    });
  });

  it("[DR16] the server's own must be in force and belong to its key", async () => {
    await using machine = await makeMachine();
    const own = `server: { tls: { certificate: ./wall.pem, key: { file: ./wall.key } } }\n${pages}`;
    const [pair, other, old] = await Promise.all([90, 90, -2].map((days) => makeCertificate({ days })));
    await machine.file("wall.pem", pair?.cert);
    await machine.file("wall.key", pair?.key);
    await machine.configure(own);
    expect(await machine.look(certificates)).toMatchObject({ verdict: "pass" });
    await machine.file("wall.key", other?.key);
    expect(await machine.look(certificates)).toMatchObject({
      verdict: "fail",
      seen: "this server's key is not that of its certificate",
    });
    await machine.file("wall.pem", old?.cert);
    await machine.file("wall.key", old?.key);
    expect(await machine.look(certificates)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("this server: certificate expired"),
    });
  });
});

/** Answers as RFC 4330 says, with a clock that is off by so many seconds. */
async function timeServer(aheadSeconds: number, stratum = 2) {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  socket.on("message", (_, from) => {
    const packet = Buffer.alloc(48);
    packet.set([0x24, stratum]);
    for (const offset of [32, 40]) {
      const seconds = Date.now() / 1000 + aheadSeconds + 2_208_988_800;
      packet.writeUInt32BE(Math.floor(seconds) % 2 ** 32, offset);
      packet.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32), offset + 4);
    }
    socket.send(packet, from.port, from.address);
  });
  return {
    endpoint: { host: "127.0.0.1", port: socket.address().port },
    [Symbol.dispose]: () => void socket.close(),
  };
}

describe("the clock against a time server", () => {
  it.each([
    [0, "pass", / ms (behind|ahead of) 127\.0\.0\.1:/],
    [-2.5, "warn", /^2\.5 s ahead of /],
    [60, "fail", /^60 s behind /],
    [-86_400, "fail", /^24 h ahead of /],
  ])("[DR13] that is %d s ahead: %s", async (ahead, verdict, seen) => {
    using server = await timeServer(ahead);
    await using machine = await makeMachine({ ntp: server.endpoint });
    expect(await machine.look(time)).toMatchObject({ verdict, seen: expect.stringMatching(seen) });
  });

  it("[DR13] one that does not know the time itself, or does not answer, is told", async () => {
    using server = await timeServer(0, 16);
    await using machine = await makeMachine({ ntp: server.endpoint });
    expect(await machine.look(time)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("does not know the time itself"),
    });
    machine.site.ntp = { host: "127.0.0.1", port: await freePort() };
    expect(await machine.look(time)).toMatchObject({ verdict: "fail", remedy: expect.stringContaining("--ntp HOST") });
  });
});

const at = (port: number) => `server: { port: ${port} }\n${pages}`;

describe("the port", () => {
  it("[DR17] is free, or held by Nocturne, or another program's", async () => {
    await using machine = await makeMachine();
    await machine.configure(pages);
    expect(await machine.look(port)).toMatchObject({ verdict: "pass", seen: "127.0.0.1, on any port that is free" });
    const free = await freePort();
    await machine.configure(at(free));
    expect(await machine.look(port)).toMatchObject({ verdict: "pass", seen: `127.0.0.1:${free} is free` });
    await using ours = await listenHttp(
      (_, response) => void response.end(JSON.stringify({ status: "ok", version: "1.2.3", uptimeSeconds: 5 })),
    );
    await machine.configure(at(ours.port));
    expect(await machine.look(port)).toMatchObject({
      verdict: "pass",
      seen: `127.0.0.1:${ours.port} is held by Nocturne 1.2.3, ok`,
    });
    await using theirs = await listenHttp((_, response) => void response.end("hello"));
    await machine.configure(at(theirs.port));
    expect(await machine.look(port)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("in use by another program"),
      remedy: expect.stringContaining("ss -ltnp"),
    });
  });
});
