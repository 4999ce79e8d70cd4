import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { Lifetime } from "../../server/lifetime.ts";
import { Hub } from "../../server/live/hub.ts";
import type { SignedIn } from "../../server/sessions/session-record.ts";
import { quiet } from "../resources/scenes.ts";

test("[LV10] what a newer one replaced before a slow wall took it is counted", async () => {
  const lifetime = new Lifetime();
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  lifetime.onEnd(() => server.close());
  await once(server, "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  lifetime.onEnd(() => client.terminate());
  const [near, request] = (await once(server, "connection")) as [WebSocket, IncomingMessage];
  await once(client, "open");
  const sessions = {
    find: async () => undefined,
    judgeAlone: () => undefined,
    now: Date.now,
    toEpoch: (time: number) => time,
    usedBySocket: async () => undefined,
  };
  const log = pino({ enabled: false });
  const hub = new Hub(quiet().welcome.wall, { log, sessions, obey: () => undefined, onDrawn: () => undefined });
  const session: SignedIn = { id: "s", user: "wall", role: "wall", expiresAt: Date.now() + 60_000 };
  hub.join(near, session, request.socket);
  client.pause();
  const text = "x".repeat(200_000);
  for (let round = 0; round < 100; round += 1) {
    hub.setFrame("dns", { kind: "text", text }, round);
    await sleep(0);
  }
  expect(hub.droppedFrames).toBeGreaterThan(10);
  await lifetime.end();
});
