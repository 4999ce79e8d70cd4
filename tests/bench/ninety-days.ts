import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type IncomingMessage, type RequestOptions, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { WebSocket } from "ws";
import { type RunningServer, startServer } from "../../server/start-server.ts";
import { settledHeap } from "./heap.ts";
import { regress } from "./regress.ts";

const days = 90;
const dayMs = 86_400_000;
/** What a wall that is switched on, pulled out and signed in again does in a bad day, many times over. */
const perDay = { logins: 30, reconnects: 2 };
/** Caches and compiled code settle first. */
const settledAfterDays = 30;

/**
 * 90 days of sign-ins, renewals, reconnections and sessions that are left behind, on a real server with real sockets;
 * only its clocks are moved on, and its minutely work is called as often as a day has it do something.
 */
export async function benchNinetyDays() {
  const clock = moveClocks();
  const folder = await mkdtemp(join(tmpdir(), "nocturne-bench-"));
  const config = join(folder, "wall.yaml");
  await writeFile(config, 'pages: [ { panels: [ { type: text, text: "hello", at: [0, 0, 12, 8] } ] } ]\n');
  const log = pino({ level: "silent" });
  const server = await startServer({ config, accounts: join(folder, "accounts.json"), assets: folder, log });
  const heaps: number[] = [];
  try {
    for (let day = 0; day < days; day += 1) {
      for (let login = 0; login < perDay.logins; login += 1) await liveThrough(server, login % 3 === 0, clock);
      clock.advance(dayMs);
      clock.runMinutely();
      heaps.push(await settledHeap());
    }
  } finally {
    clock.restore();
    await server.stop();
    await rm(folder, { recursive: true });
  }
  const settled = heaps.slice(settledAfterDays);
  const { slope, error } = regress(settled);
  const yearShare = (slope * 365) / (settled[0] ?? 1);
  return {
    days,
    ...perDay,
    heapFirst: settled[0],
    heapLast: settled.at(-1),
    bytesPerDay: Math.round(slope),
    standardError: Math.round(error),
    isZero: slope <= 2 * error,
    // What is left in a heap snapshot's difference is V8's own tables of object shapes and code, and none of our objects.
    yearShare,
    target: { yearShare: 0.01 },
  };
}

/** A sign-in, a socket that is cut and comes back, a renewal; then it is signed out, or left to expire. */
async function liveThrough(server: RunningServer, isSignedOut: boolean, clock: Clock): Promise<void> {
  const { headers: answered } = await ask(server.signInLink());
  const [cookie = ""] = (answered["set-cookie"]?.[0] ?? "").split(";");
  const headers = { cookie, origin: server.url };
  for (let connection = 0; connection < perDay.reconnects; connection += 1) {
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/live`, { headers });
    await once(socket, "message");
    socket.terminate();
  }
  clock.advance(0.92 * dayMs);
  const { statusCode } = await ask(`${server.url}/api/session`, { headers });
  if (statusCode !== 200) throw new Error(`a wall in its last tenth is not renewed: ${statusCode}`);
  if (isSignedOut) await ask(`${server.url}/api/logout`, { method: "POST", headers });
}

/** Not fetch: what that keeps for itself is no part of the server. */
async function ask(url: string, options: RequestOptions = {}): Promise<IncomingMessage> {
  const [answer] = (await once(request(url, { ...options, agent: false }).end(), "response")) as [IncomingMessage];
  await once(answer.resume(), "end");
  return answer;
}

type Clock = ReturnType<typeof moveClocks>;

/** Date.now and performance.now go on by what they are told besides; timers of a minute run when they are told to. */
function moveClocks() {
  const real = { now: Date.now, steady: performance.now.bind(performance), setInterval: globalThis.setInterval };
  let offset = 0;
  const minutely: (() => void)[] = [];
  Date.now = () => real.now() + offset;
  performance.now = () => real.steady() + offset;
  globalThis.setInterval = ((run: () => void, ms: number) => {
    if (ms >= 60_000) minutely.push(run);
    return real.setInterval(run, ms);
  }) as typeof setInterval;
  return {
    advance(ms: number) {
      offset += ms;
    },
    runMinutely: () => minutely.forEach((run) => run()),
    restore() {
      Date.now = real.now;
      performance.now = real.steady;
      globalThis.setInterval = real.setInterval;
    },
  };
}
