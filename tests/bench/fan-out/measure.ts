import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import { Hub } from "../../../server/live/hub.ts";
import type { Frame } from "../../../server/protocol/frames.ts";
import type { ServerMessage } from "../../../server/protocol/messages.ts";
import type { SignedIn } from "../../../server/sessions/session-record.ts";
import { quiet } from "../../resources/scenes.ts";
import { median } from "../server-start.ts";

const walls = 50;
const panels = 60;
const turns = 40;
const rounds = 3;

/** Sends every panel's frame to every wall. */
type Send = (turn: number) => void;
type Open = (sockets: [WebSocket, Socket][]) => Send;

/**
 * What a message of 2 kB to one of fifty walls costs the server's process, when sixty panels have news at the same time:
 * through the hub, which makes its text as well, and by ws's `send()` in a loop over the same bytes.
 */
export async function benchFanOut() {
  const raw: number[] = [];
  const hub: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    raw.push(await measure(bySend));
    hub.push(await measure(byHub));
  }
  return {
    walls,
    panels,
    messageBytes: textOf(0, 0).length,
    sendCpuMicros: median(raw),
    hubCpuMicros: median(hub),
    ratio: median(raw.map((micros, round) => micros / (hub[round] ?? Number.NaN))),
    target: { ratio: 1.5 },
  };
}

const bySend: Open = (sockets) => {
  const texts = [0, 1].map((turn) => Array.from({ length: panels }, (_, panel) => Buffer.from(textOf(panel, turn))));
  return (turn) => {
    for (const text of texts[turn % 2] ?? []) for (const [socket] of sockets) socket.send(text, { binary: false });
  };
};

const byHub: Open = (sockets) => {
  const hub = new Hub(quiet().welcome.wall, {
    log: pino({ enabled: false }),
    sessions: {
      find: async () => undefined,
      judgeAlone: () => undefined,
      now: Date.now,
      toEpoch: (time) => time,
      usedBySocket: async () => undefined,
    },
    obey: () => undefined,
    onDrawn: () => undefined,
  });
  sockets.forEach(([socket, stream], index) => {
    const session: SignedIn = { id: `s${index}`, user: "wall", role: "wall", expiresAt: Date.now() + 3_600_000 };
    hub.join(socket, session, stream);
  });
  return (turn) => {
    for (let panel = 0; panel < panels; panel += 1) hub.setFrame(`panel ${panel}`, frameOf(panel, turn), turn);
  };
};

/** CPU time of this process for one message to one wall, microseconds. */
async function measure(open: Open): Promise<number> {
  const server = createServer();
  const upgrades = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const sockets: [WebSocket, Socket][] = [];
  server.on("upgrade", (request, _stream, head) =>
    upgrades.handleUpgrade(request, request.socket, head, (socket) => sockets.push([socket, request.socket])),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const program = fileURLToPath(new URL("walls.ts", import.meta.url));
  const child = fork(program, [`ws://127.0.0.1:${port}`, String(walls)]);
  try {
    await once(child, "message");
    const send = open(sockets);
    await play(send, child);
    const before = process.cpuUsage();
    await play(send, child);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / (turns * panels * walls);
  } finally {
    for (const [socket] of sockets) socket.terminate();
    server.close();
    const gone = once(child, "exit");
    child.kill();
    await gone;
  }
}

/** A turn begins when all that the one before has sent was received. */
async function play(send: Send, child: ChildProcess): Promise<void> {
  let received = await count(child);
  for (let turn = 0; turn < turns; turn += 1) {
    const wanted = received + panels * walls;
    send(turn);
    while (received < wanted) {
      await sleep(5);
      received = await count(child);
    }
  }
}

async function count(child: ChildProcess): Promise<number> {
  child.send("count");
  const [received] = await once(child, "message");
  return Number(received);
}

function textOf(panel: number, turn: number): string {
  const frame = frameOf(panel, turn);
  const message: ServerMessage = { type: "frame", panel: `panel ${panel}`, seq: turn, observedAt: turn, frame };
  return JSON.stringify(message);
}

function frameOf(panel: number, turn: number): Frame {
  const trend = Array.from({ length: 100 }, (_, index) => 500 + 300 * Math.sin((index + turn) / 9 + panel));
  return { kind: "stat", name: `panel ${panel}`, value: trend[99] ?? 0, unit: "ms", level: "ok", trend };
}
