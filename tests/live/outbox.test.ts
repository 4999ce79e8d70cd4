import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { Outbox, type OutboxOptions } from "../../server/live/outbox.ts";
import { textFrame } from "../../server/live/text-frame.ts";

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** A real pair of sockets, the client of which reads only when it is told to. */
async function pair() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const pieces: Buffer[] = [];
  client.on("upgrade", (response) => response.socket.on("data", (piece: Buffer) => pieces.push(piece)));
  const [[socket, { socket: stream }]] = (await Promise.all([once(server, "connection"), once(client, "open")])) as [
    [WebSocket, IncomingMessage],
    unknown,
  ];
  open.push({ close: () => client.terminate() }, server);
  const received: string[] = [];
  client.on("message", (data) => received.push(String(data)));
  return { near: { socket, stream }, client, received, pieces };
}

function watched(near: Pick<OutboxOptions, "socket" | "stream">) {
  const seen = { replaced: 0, overflowed: false };
  const outbox = new Outbox({
    ...near,
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
    for (let n = 0; n < 100; n += 1) outbox.put(`key ${n}`, textFrame(`${n}`));
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
      outbox.put("a", textFrame(`a ${round} ${body}`));
      outbox.put("b", textFrame(`b ${round} ${body}`));
      await sleep(0);
    }
    expect(seen.replaced).toBeGreaterThan(rounds / 2);
    // Beyond the kernel's own buffers, no more is held than is in flight and one message per key.
    expect(near.stream.writableLength).toBeLessThan(300_000);
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
      outbox.put(`key ${n}`, textFrame("x".repeat(10_000)));
      if (n % 50 === 0) await sleep(0);
    }
    expect(seen.overflowed).toBe(true);
  });

  it("[LV21] what is put in one go reaches the client in one piece", async () => {
    const { near, received, pieces } = await pair();
    const { outbox } = watched(near);
    for (let n = 0; n < 60; n += 1) outbox.put(`key ${n}`, textFrame(`${n}`));
    while (received.length < 60) await sleep(5);
    expect(pieces.length).toBe(1);
  });

  it("[LV21] what still waits when the socket is closed does not follow the close", async () => {
    const { near, client, received } = await pair();
    const { outbox } = watched(near);
    for (let n = 0; n < 10; n += 1) outbox.put(`key ${n}`, textFrame("x".repeat(100_000)));
    const closed = once(client, "close");
    near.socket.close(4408, "too slow");
    expect((await closed)[0]).toBe(4408);
    expect(received.length).toBe(1);
  });

  it("[LV21] a frame is read by any websocket as the text that it was made of", async () => {
    const { near, received } = await pair();
    const texts = [0, 1, 125, 126, 65_535, 65_536, 200_000].map((length) => "x".repeat(length));
    texts.push("é".repeat(63), "日本語 — 🔥".repeat(9000));
    for (const text of texts) near.stream.write(textFrame(text));
    while (received.length < texts.length) await sleep(5);
    expect(received).toEqual(texts);
  });
});
