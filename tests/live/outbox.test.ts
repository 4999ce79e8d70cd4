import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { Outbox } from "../../server/live/outbox.ts";

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** A real pair of sockets, the client of which reads only when it is told to. */
async function pair() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[near]] = (await Promise.all([once(server, "connection"), once(client, "open")])) as [[WebSocket], unknown];
  open.push({ close: () => client.terminate() }, server);
  const received: string[] = [];
  client.on("message", (data) => received.push(String(data)));
  return { near, client, received };
}

function watched(near: WebSocket) {
  const seen = { replaced: 0, overflowed: false };
  const outbox = new Outbox(near, {
    onReplaced: () => {
      seen.replaced += 1;
    },
    onOverflow: () => {
      seen.overflowed = true;
    },
  });
  return { outbox, seen };
}

describe("the outbox of one socket", () => {
  it("[LV10] a client that reads gets everything, in order", async () => {
    const { near, received } = await pair();
    const { outbox, seen } = watched(near);
    for (let n = 0; n < 100; n += 1) outbox.put(`key ${n}`, Buffer.from(`${n}`));
    while (received.length < 100) await sleep(5);
    expect(received).toEqual(Array.from({ length: 100 }, (_, n) => `${n}`));
    expect(seen.replaced).toBe(0);
  });

  it("[LV10] for a client that stops reading only the newest of each key waits, and it gets those when it reads again", async () => {
    const { near, client, received } = await pair();
    const { outbox, seen } = watched(near);
    client.pause();
    const rounds = 400;
    for (let round = 1; round <= rounds; round += 1) {
      const body = "x".repeat(50_000);
      outbox.put("a", Buffer.from(`a ${round} ${body}`));
      outbox.put("b", Buffer.from(`b ${round} ${body}`));
      await sleep(0);
    }
    expect(seen.replaced).toBeGreaterThan(rounds / 2);
    // Beyond the kernel's own buffers, no more is held than is in flight and one message per key.
    expect(near.bufferedAmount).toBeLessThan(300_000);
    expect(outbox.stalledMs()).toBeGreaterThan(0);
    client.resume();
    const newest = () => received.filter((text) => text.includes(` ${rounds} `)).map((text) => text[0]);
    while (newest().length < 2) await sleep(5);
    expect(newest().toSorted()).toEqual(["a", "b"]);
    await sleep(20);
    expect(outbox.stalledMs()).toBe(0);
  });

  it("[LV10] a client that is behind on more keys than any wall has is given up", async () => {
    const { near, client } = await pair();
    const { outbox, seen } = watched(near);
    client.pause();
    for (let n = 0; n < 20_000 && !seen.overflowed; n += 1) {
      outbox.put(`key ${n}`, Buffer.from("x".repeat(10_000)));
      if (n % 50 === 0) await sleep(0);
    }
    expect(seen.overflowed).toBe(true);
  });
});
