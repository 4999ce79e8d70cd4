import { writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { checkConfig } from "../../server/config/load.ts";
import { temporaryFolder } from "../config/temporary-folder.ts";
import { makeAuthority, makeCertificate } from "../resources/certificates.ts";
import { type Listener, listenHttp, listenHttps } from "../resources/listeners.ts";
import { type LiveSocket, type RunningWall, startWall } from "../resources/running-wall.ts";

/** Like the address of a real receiver: who knows it can feign a live wall. */
const secretPath = "/ping/3f1c-hush";

interface Receiver extends Listener {
  /** The requests so far, as `METHOD address`. */
  beats: string[];
  answer: number;
}

async function receive(pair?: { key: string; cert: string }): Promise<Receiver> {
  const kept = { beats: [] as string[], answer: 200 };
  const take = ({ method = "", url = "" }: IncomingMessage, response: ServerResponse) => {
    kept.beats.push(`${method} ${url}`);
    response.writeHead(kept.answer, kept.answer === 302 ? { location: "/login" } : {}).end("OK");
  };
  const listener = await (pair ? listenHttps(pair, take) : listenHttp(take));
  return Object.assign(kept, listener);
}

const wallYaml = (heartbeat: string, more = "") => `
heartbeat: ${heartbeat}
${more}
sources: { pc: { type: host, every: 1s } }
pages: [ { panels: [ { type: stat, source: pc, query: memory } ] } ]
`;
const plain = ({ port }: Listener) => `{ url: "http://127.0.0.1:${port}${secretPath}?from=wall-1", every: 1s }`;
/** Hours that are now, wherever this runs. */
const always = "display: { off: { from: '00:00', to: '23:59', time_zone: UTC } }";
const isLastMinuteOfDay = () => new Date().toISOString().slice(11, 16) === "23:59";

/** Signs a wall in and says of its first frame that it is on the screen. */
async function draw(wall: RunningWall, user = "wall"): Promise<LiveSocket> {
  const socket = wall.open(await wall.signIn(user));
  const { panel, seq } = await socket.next("frame");
  socket.send({ type: "drawn", panel, seq });
  return socket;
}

const said = (wall: RunningWall, message: RegExp) => wall.log.filter(({ msg }) => message.test(String(msg)));
const metrics = async (wall: RunningWall) => (await wall.get("/metrics")).text();

describe("the heartbeat of a served wall", () => {
  it("[HB1] [HB3] is withheld until a wall has drawn, and an operator's browser is no wall; then it is sent", async () => {
    await using receiver = await receive();
    await using wall = await startWall({ config: wallYaml(plain(receiver)) });
    using operator = await draw(wall, "ada");
    await expect.poll(() => said(wall, /withheld/)).toHaveLength(1);
    expect(await metrics(wall)).toContain("nocturne_heartbeat_failing 1");
    expect(operator.received.map(({ type }) => type)).toContain("frame");
    expect(receiver.beats).toEqual([]);
    await using ends = new AsyncDisposableStack();
    ends.use(await draw(wall));
    await expect.poll(() => receiver.beats, { timeout: 15_000 }).toContain(`GET ${secretPath}?from=wall-1&state=shown`);
    await expect.poll(() => said(wall, /heartbeat is sent/)).toHaveLength(1);
    expect(await metrics(wall)).toMatch(
      /nocturne_heartbeats_total\{outcome="shown"\} \d+[^]*nocturne_heartbeat_failing 0/,
    );
  });

  it.skipIf(isLastMinuteOfDay())("[HB4] a screen that is off as planned is told apart", async () => {
    await using receiver = await receive();
    await using wall = await startWall({ config: wallYaml(plain(receiver), always) });
    using socket = wall.open(await wall.signIn());
    await socket.next("welcome");
    await expect.poll(() => receiver.beats[0], { timeout: 15_000 }).toContain("&state=planned-off");
  });

  it("[HB5] [HB6] what the receiver has against it is told once, without the address, and tried again", async () => {
    await using receiver = await receive();
    receiver.answer = 404;
    await using wall = await startWall({ config: wallYaml(plain(receiver)) });
    using screen = await draw(wall);
    await expect.poll(() => said(wall, /could not be sent/), { timeout: 15_000 }).toHaveLength(1);
    await expect.poll(() => receiver.beats.length, { timeout: 15_000 }).toBeGreaterThan(1);
    expect(said(wall, /could not be sent/)).toMatchObject([{ reason: "the receiver answers 404 Not Found" }]);
    receiver.answer = 302;
    await expect
      .poll(() => said(wall, /could not be sent/).at(-1)?.["reason"], { timeout: 15_000 })
      .toContain("redirects");
    receiver.answer = 200;
    await expect.poll(() => said(wall, /heartbeat is sent/), { timeout: 15_000 }).toHaveLength(1);
    expect(JSON.stringify([wall.log, screen.received])).not.toContain("hush");
    expect(await metrics(wall)).not.toContain("hush");
  });
});

test("[HB7] the address may be kept elsewhere, is read anew each time, and is told to no wall", async () => {
  const authority = await makeAuthority();
  await using receiver = await receive(await makeCertificate({ days: 30, issuer: authority }));
  await using folder = await temporaryFolder();
  await writeFile(folder.file("ca.pem"), authority.cert);
  await writeFile(folder.file("address"), "not an address, hush\n");
  const heartbeat = `{ url: { file: "${folder.file("address")}" }, ca: "${folder.file("ca.pem")}", every: 1s }`;
  await using wall = await startWall({ config: wallYaml(heartbeat) });
  using socket = await draw(wall);
  await expect
    .poll(() => said(wall, /could not be sent/)[0]?.["reason"], { timeout: 15_000 })
    .toMatch(/must be an http/);
  await writeFile(folder.file("address"), `https://127.0.0.1:${receiver.port}${secretPath}\n`);
  await expect.poll(() => receiver.beats, { timeout: 15_000 }).toContain(`GET ${secretPath}?state=shown`);
  expect(JSON.stringify([wall.log, socket.received])).not.toContain("hush");
});

test("[HB8] another address in the configuration takes effect at once, none ends it, and the rest of the file leaves it alone", async () => {
  await using first = await receive();
  await using second = await receive();
  await using wall = await startWall({ config: wallYaml(plain(first)) });
  using socket = await draw(wall);
  await expect.poll(() => first.beats.length, { timeout: 15_000 }).toBeGreaterThan(0);
  await writeFile(wall.configFile, wallYaml(plain(second), "title: Another"));
  await expect.poll(() => second.beats.length, { timeout: 15_000 }).toBeGreaterThan(0);
  await writeFile(wall.configFile, `title: Last\n${wallYaml(plain(second))}`);
  await socket.next("wall", ({ wall }) => wall.title === "Last");
  expect(said(wall, /heartbeat is sent/)).toHaveLength(2);
});

test.each([
  ["hush", "must be an http or https address without a user name, or say where that is kept"],
  ["'https://noc:hush@x/'", "must be an http or https address without a user name"],
  ["{ file: }", "must be an http or https address without a user name, or say where that is kept"],
])("[HB7] url: %s is a fault, which does not repeat it", async (url, expected) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "wall.yaml");
  await writeFile(file, wallYaml(`{ url: ${url} }`));
  const faults = await checkConfig(file);
  expect(faults.join()).toContain(expected);
  expect(faults.join()).not.toContain("hush");
});
