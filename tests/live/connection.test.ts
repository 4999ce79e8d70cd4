import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { Connection } from "../../server/live/connection.ts";
import type { SignedIn } from "../../server/sessions/session-record.ts";

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** A socket of a session that ends in `lifeMs`; `found` is what the store has for it then. */
async function connect(
  lifeMs: number,
  found: (session: SignedIn) => SignedIn | undefined,
  { autoPong = true }: { autoPong?: boolean } = {},
) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { autoPong });
  const [[near, { socket: stream }]] = (await Promise.all([once(server, "connection"), once(client, "open")])) as [
    [WebSocket, IncomingMessage],
    unknown,
  ];
  open.push({ close: () => client.terminate() }, server);
  const messages: unknown[] = [];
  client.on("message", (data) => messages.push(JSON.parse(String(data))));
  const closed = once(client, "close").then(([code]) => Number(code));
  const session: SignedIn = { id: "s", user: "wall", role: "wall", expiresAt: Date.now() + lifeMs };
  const connection = new Connection(near, {
    session,
    stream,
    log: pino({ enabled: false }),
    sessions: {
      find: async () => found(session),
      judgeAlone: () => undefined,
      now: Date.now,
      toEpoch: (time) => time,
    },
    events: {
      message: () => undefined,
      replaced: () => undefined,
      closed: () => undefined,
    },
  });
  return { client, connection, messages, closed };
}

describe("one socket", () => {
  it("[LV12] closes with 4401 when its session ends", async () => {
    const startedAt = performance.now();
    const { closed } = await connect(150, () => undefined);
    expect(await closed).toBe(4401);
    expect(performance.now() - startedAt).toBeGreaterThan(140);
  });

  it("[LV12] outlives its session's first end when that was renewed, and says until when", async () => {
    const renewed = Date.now() + 60_000;
    const { messages, client } = await connect(100, (session) => ({ ...session, expiresAt: renewed }));
    await sleep(300);
    expect(messages).toEqual([{ type: "session", user: "wall", role: "wall", expiresAt: renewed }]);
    expect(client.readyState).toBe(WebSocket.OPEN);
  });

  it("[LV12] a session of a year waits longer than a timer of Node can", async () => {
    const { client, connection } = await connect(365 * 86_400_000, () => undefined);
    await sleep(100);
    expect(client.readyState).toBe(WebSocket.OPEN);
    expect(connection.session.user).toBe("wall");
  });

  it("[LV8] a flood of messages ends in 4429", async () => {
    const { client, closed } = await connect(60_000, () => undefined);
    for (let n = 0; n < 2500; n += 1) client.send("{}");
    expect(await closed).toBe(4429);
  });

  it.each([
    [true, WebSocket.OPEN],
    [false, WebSocket.CLOSED],
  ])(
    "[LV11] a peer that answers pings (%s) keeps its socket, and one that does not loses it",
    async (autoPong, after) => {
      vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
      try {
        const { client } = await connect(60_000, () => undefined, { autoPong });
        for (let beat = 0; beat < 3; beat += 1) {
          vi.advanceTimersByTime(15_000);
          await sleep(50);
        }
        expect(client.readyState).toBe(after);
      } finally {
        vi.useRealTimers();
      }
    },
  );
});
