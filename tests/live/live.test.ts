import { writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Frame } from "../../server/protocol/frames.ts";
import { startWall } from "../resources/running-wall.ts";

const checks = (port: number) => `
title: Test
sources:
  edge: { type: checks, every: 1s, timeout: 500ms, targets: [ { name: mail, tcp: "127.0.0.1:${port}" } ] }
pages:
  - title: Overview
    panels:
      - { type: status, source: edge, at: [0, 0, 6, 4] }
`;

async function listener(port = 0) {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return { port: address.port, close: () => new Promise((resolve) => server.close(resolve)) };
}

const memoryWall = (title: string, panels: string) => `
title: ${title}
sources: { pc: { type: host, every: 1s } }
pages: [ { panels: [ { type: stat, source: pc, query: memory, at: [0, 0, 6, 4] }${panels} ] } ]
`;

function trendOf({ frame }: { frame: Frame }): number {
  return frame.kind === "stat" ? frame.trend.length : 0;
}

describe("/live", () => {
  it("[LV1] a newcomer gets all that a wall needs in one message, then a pulse each second", async () => {
    const target = await listener();
    await using wall = await startWall({ config: checks(target.port) });
    const cookie = await wall.signIn();
    using first = wall.open(cookie);
    await first.next("frame");
    using second = wall.open(cookie);
    const welcome = await second.next("welcome");
    expect(welcome).toMatchObject({
      protocol: 1,
      session: { user: "wall", role: "wall" },
      wall: { title: "Test", demo: false, pages: [{ title: "Overview" }] },
      sources: [{ id: "edge", freshness: "live" }],
      alarms: [],
      frames: [{ frame: { kind: "states", states: [{ name: "mail", level: "ok" }] } }],
    });
    const pulse = await second.next("pulse");
    const next = await second.next("pulse", ({ now }) => now > pulse.now);
    expect(next.now - pulse.now).toBeGreaterThan(800);
    await target.close();
  });

  it("[LV2] no session, a forged one, a foreign origin, host or path: refused before the handshake", async () => {
    await using wall = await startWall();
    const cookie = await wall.signIn();
    expect(await wall.open("").closed).toBe(401);
    expect(await wall.open(`${cookie}x`).closed).toBe(401);
    expect(await wall.open(cookie, { origin: "http://evil.example" }).closed).toBe(403);
    expect(await wall.open(cookie, { host: "evil.example" }).closed).toBe(421);
  });

  it("[LV3] a logout closes the session's sockets with 4401, and nobody else's", async () => {
    await using wall = await startWall();
    const [one, other] = [await wall.signIn(), await wall.signIn()];
    using gone = wall.open(one);
    using stays = wall.open(other);
    await Promise.all([gone.next("welcome"), stays.next("welcome")]);
    await wall.post("/api/logout", { cookie: one });
    expect(await gone.closed).toBe(4401);
    const loggedOut = Date.now();
    await stays.next("pulse", ({ now }) => now > loggedOut);
  });

  it("[LV4] a message that is not understood is refused in words, and the socket lives on", async () => {
    await using wall = await startWall();
    using socket = wall.open(await wall.signIn());
    await socket.next("welcome");
    for (const [message, words] of [
      ["{oops", /not JSON/],
      [{ type: "shout" }, /type/],
      [{ type: "watch", panels: "all" }, /panels/],
      [{ type: "watch", panels: [], extra: 1 }, /extra/],
      [{ type: "acknowledge", alarm: "edge/mail", minutes: 5, note: "" }, /a wall may not acknowledge/],
    ] as const) {
      socket.send(message);
      await socket.next("refused", ({ reason }) => words.test(reason));
    }
    socket.socket.send(Buffer.from([1, 2, 3]));
    await socket.next("refused", ({ reason }) => reason.includes("binary"));
    expect(socket.socket.readyState).toBe(1);
  });

  it("[LV5] a message of 1 MB ends its socket with 1009 and no other", async () => {
    await using wall = await startWall();
    const cookie = await wall.signIn();
    using loud = wall.open(cookie);
    using quiet = wall.open(cookie);
    await Promise.all([loud.next("welcome"), quiet.next("welcome")]);
    loud.send("x".repeat(1_000_000));
    expect(await loud.closed).toBe(1009);
    expect(quiet.socket.readyState).toBe(1);
  });

  it("[LV6] a target that goes down is a critical alarm within its interval, an operator acknowledges, it clears", async () => {
    const target = await listener();
    await using wall = await startWall({ config: checks(target.port) });
    using screen = wall.open(await wall.signIn());
    using operator = wall.open(await wall.signIn("ada"));
    await screen.next("frame", ({ frame }) => frame.kind === "states" && frame.states[0]?.level === "ok");
    await target.close();
    const { alarm } = await screen.next("alarm");
    expect(alarm).toMatchObject({
      id: "edge/mail",
      severity: "critical",
      process: "active",
      workflow: "unacknowledged",
      state: "hard",
      flapping: false,
    });
    operator.send({ type: "acknowledge", alarm: "edge/mail", minutes: 5, note: "cable" });
    const acked = await screen.next("alarm", ({ alarm }) => alarm.workflow === "acknowledged");
    expect(acked.alarm.acknowledgement).toMatchObject({ by: "ada", note: "cable" });
    const back = await listener(target.port);
    expect(await screen.next("alarm-gone")).toEqual({ type: "alarm-gone", id: "edge/mail" });
    await back.close();
  });

  it("[LV7] only watched panels are sent, and a panel that is watched anew comes at once", async () => {
    const target = await listener();
    await using wall = await startWall({ config: checks(target.port) });
    using socket = wall.open(await wall.signIn());
    const { panel } = await socket.next("frame");
    socket.send({ type: "watch", panels: [] });
    await sleep(300);
    const before = socket.received.filter(({ type }) => type === "frame").length;
    await sleep(1500);
    expect(socket.received.filter(({ type }) => type === "frame")).toHaveLength(before);
    socket.send({ type: "watch", panels: [panel] });
    await sleep(100);
    expect(socket.received.filter(({ type }) => type === "frame").length).toBeGreaterThan(before);
    await target.close();
  });

  it("[LV8] a seventeenth socket of one session is turned away with 4429", async () => {
    await using wall = await startWall();
    const cookie = await wall.signIn();
    const sockets = Array.from({ length: 16 }, () => wall.open(cookie));
    await Promise.all(sockets.map((socket) => socket.next("welcome")));
    using surplus = wall.open(cookie);
    expect(await surplus.closed).toBe(4429);
    for (const socket of sockets) socket[Symbol.dispose]();
  });

  it("[LV9] a stopped server says that it goes away, and leaves its port free at once", async () => {
    const wall = await startWall();
    using socket = wall.open(await wall.signIn());
    await socket.next("welcome");
    const port = Number(new URL(wall.url).port);
    await wall[Symbol.asyncDispose]();
    expect(await socket.closed).toBe(1001);
    const again = await listener(port);
    await again.close();
  });

  it("[LV13] a changed configuration reaches the wall, and a source that it leaves alone keeps its history", async () => {
    await using wall = await startWall({ config: memoryWall("Before", "") });
    using socket = wall.open(await wall.signIn());
    const before = await socket.next("frame", (message) => trendOf(message) >= 2);
    const added = ", { type: stat, source: pc, query: cpu, at: [6, 0, 6, 4] }";
    await writeFile(wall.configFile, memoryWall("After", added));
    const changed = await socket.next("wall", (message) => message.wall.title === "After");
    expect(changed.wall.pages[0]?.panels.map(({ id }) => id)).toEqual([before.panel, "stat:pc:cpu"]);
    await socket.next("frame", ({ panel }) => panel === "stat:pc:cpu");
    const after = await socket.next("frame", ({ panel, seq }) => panel === before.panel && seq > before.seq + 1);
    expect(trendOf(after)).toBeGreaterThan(trendOf(before));
  });

  it("[AR3] a panel's threshold colours it and raises one alarm for its quantity, on however many panels", async () => {
    const limits = "warn: 0, crit: 101";
    const config = memoryWall("Limits", `, { type: series, source: pc, query: memory, ${limits}, at: [6, 0, 6, 4] }`);
    await using wall = await startWall({ config: config.replace("query: memory, at", `query: memory, ${limits}, at`) });
    using socket = wall.open(await wall.signIn());
    const { alarm } = await socket.next("alarm");
    expect(alarm).toMatchObject({ source: "pc", severity: "warning", workflow: "unacknowledged" });
    expect(alarm.summary).toMatch(/^[\d.]+ ?%? is beyond the limit of 0$/);
    const { panels = [] } = (await socket.next("welcome")).wall.pages[0] ?? {};
    expect(panels.map((panel) => panel.alarm)).toEqual([alarm.id, alarm.id]);
    await socket.next("frame", ({ frame }) => frame.kind === "stat" && frame.level === "warning");
    await socket.next("frame", ({ frame }) => frame.kind === "series" && frame.series[0]?.level === "warning");
    expect(new Set(socket.received.flatMap((one) => (one.type === "alarm" ? [one.alarm.id] : [])))).toHaveLength(1);
  });
});
