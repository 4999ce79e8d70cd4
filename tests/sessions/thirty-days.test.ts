import { pino } from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AutoLogin } from "../../electron/sign-in/auto-login.ts";
import { firstPlan } from "../../electron/sign-in/sign-in-plan.ts";
import { wallSession } from "../../electron/sign-in/wall-session.ts";
import { Lifetime } from "../../server/lifetime.ts";
import { cookieOf, password, startWall } from "../resources/running-wall.ts";

const minute = 60_000;
const days = 30;
const stepMs = 10 * minute;
const setRealTimeout = globalThis.setTimeout;

/** What has been asked over real sockets is answered meanwhile. */
const answered = () => new Promise((resolve) => setRealTimeout(resolve, 2));

async function goOnUntil(isReached: () => boolean): Promise<void> {
  while (!isReached()) {
    await vi.advanceTimersByTimeAsync(100);
    await answered();
  }
}

beforeEach(() => vi.useFakeTimers({ toFake: ["Date", "performance", "setTimeout", "clearTimeout"], now: Date.now() }));
afterEach(() => vi.useRealTimers());

/** A window's partition: it keeps the cookie that it is given. */
function partitionWithCookie() {
  let cookie = "";
  return {
    cookie: () => cookie,
    async fetch(url: string, init: RequestInit = {}): Promise<Response> {
      const headers = new Headers(init.headers);
      if (cookie) headers.set("cookie", cookie);
      const response = await fetch(url, { ...init, headers });
      if (response.headers.has("set-cookie")) cookie = cookieOf(response);
      return response;
    },
  };
}

it("[SE8] (FIELD 3) for 30 days a kiosk renews its session on one socket, and no frame is missing", async () => {
  await using wall = await startWall({
    config: [
      "sources: { made-up: { type: simulated, every: 100ms } }",
      "pages: [ { panels: [ { type: stat, source: made-up, query: denies, at: [0, 0, 12, 8] } ] } ]",
      "",
    ].join("\n"),
  });
  const lifetime = new Lifetime();
  const partition = partitionWithCookie();
  const answers: string[] = [];
  const steps = wallSession(partition, {
    serverUrl: wall.url,
    password: () => password,
    loginKey: wall.server.loginKey,
    provision: () => Promise.reject(new Error("there is no need to provision")),
    signInLink: () => wall.server.signInLink(),
    signal: lifetime.signal,
  });
  const watched = Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [
      name,
      async () => {
        const answer = await step();
        answers.push(`${name} ${answer.kind}`);
        return answer;
      },
    ]),
  ) as typeof steps;
  const log = pino({ enabled: false });
  const autoLogin = new AutoLogin({ first: firstPlan({ isNew: false }), steps: watched, log, lifetime });
  await goOnUntil(() => answers.includes("ask signed-in"));
  await autoLogin.attempted;
  using socket = wall.open(partition.cookie());
  await goOnUntil(() => socket.received.some(({ type }) => type === "frame"));
  const id = partition.cookie();

  for (let passedMs = 0; passedMs < days * 24 * 60 * minute; passedMs += stepMs) {
    await vi.advanceTimersByTimeAsync(stepMs);
    await answered();
  }

  expect(socket.socket.readyState).toBe(socket.socket.OPEN);
  expect(answers.filter((answer) => answer.startsWith("login"))).toEqual(["login done"]);
  expect(new Set(answers.slice(1))).toEqual(new Set(["ask signed-in"]));
  expect(answers.length).toBeGreaterThan(days);
  expect(partition.cookie()).toBe(id);
  expect(socket.received.filter(({ type }) => type === "welcome")).toHaveLength(1);
  const told = socket.received.flatMap((message) => (message.type === "session" ? [message] : []));
  expect(told.length).toBeGreaterThanOrEqual(days - 1);
  expect(told.every(({ role }) => role === "wall")).toBe(true);
  const seqs = socket.received.flatMap((message) => (message.type === "frame" ? [message.seq] : []));
  expect(seqs.length).toBeGreaterThan(20);
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
  await lifetime.end();
}, 120_000);
