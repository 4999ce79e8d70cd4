import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { type WebSocket, WebSocketServer } from "ws";
import type { Lifetime } from "../../server/lifetime.ts";
import { type ClientMessage, clientMessage } from "../../server/protocol/client-messages.ts";
import { closeCode, type ServerMessage } from "../../server/protocol/messages.ts";
import type { Scene } from "./scenes.ts";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'";
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

/** A server that speaks the wall's protocol from a script: the built renderer cannot tell it from the real one. */
export interface ScriptedWall {
  url: string;
  /** Shown to whoever connects from now on, and by the pulses. */
  scene: Scene;
  /** What walls have said, oldest first. */
  received: ClientMessage[];
  connections(): number;
  send(message: ServerMessage): void;
  sendText(text: string): void;
  /** Cuts every socket without a word, as a pulled cable does. */
  cut(): void;
  endSessions(): void;
}

export interface ScriptedWallOptions {
  scene: Scene;
  /** The folder of the built renderer. */
  files: string;
  lifetime: Lifetime;
  /** Hears each message of a wall as it comes; otherwise they are kept in `received`. */
  heard?: (message: ClientMessage) => void;
}

export async function startScriptedWall({ scene, files, lifetime, heard }: ScriptedWallOptions): Promise<ScriptedWall> {
  const sockets = new Set<WebSocket>();
  const hub = new WebSocketServer({ noServer: true });
  const wall: ScriptedWall = {
    url: "",
    scene,
    received: [],
    connections: () => sockets.size,
    send: (message) => wall.sendText(JSON.stringify(message)),
    sendText: (text) => sockets.forEach((socket) => socket.send(text)),
    cut: () => sockets.forEach((socket) => socket.terminate()),
    endSessions: () => sockets.forEach((socket) => socket.close(closeCode.sessionEnded)),
  };
  const server = createServer((request, response) => void answer({ wall, files }, request, response));
  server.on("upgrade", (request, socket, head) => {
    if (!wall.scene.signedIn) return void socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n");
    hub.handleUpgrade(request, socket, head, (client) => {
      sockets.add(client);
      client.on("close", () => sockets.delete(client));
      const hear = heard ?? ((message) => wall.received.push(message));
      let watched: readonly string[] | undefined;
      client.on("message", (data) => {
        const message = clientMessage.parse(JSON.parse(String(data)));
        hear(message);
        if (message.type !== "watch") return;
        // As the hub does: what is watched anew comes at once; before the first time everything was sent anyway.
        for (const frame of wall.scene.welcome.frames) {
          const isNew = watched && message.panels.includes(frame.panel) && !watched.includes(frame.panel);
          if (isNew) client.send(JSON.stringify({ type: "frame", ...frame, observedAt: serverNow(wall) - 1000 }));
        }
        watched = message.panels;
      });
      client.send(JSON.stringify({ ...wall.scene.welcome, now: serverNow(wall) }));
    });
  });
  lifetime.onEnd(() => {
    wall.cut();
    hub.close();
    server.closeAllConnections();
    server.close();
  });
  lifetime.every(1000, () => {
    if (wall.scene.pulses) wall.send({ type: "pulse", now: serverNow(wall) });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the scripted wall listens nowhere");
  wall.url = `http://127.0.0.1:${address.port}/`;
  return wall;
}

function serverNow({ scene }: ScriptedWall): number {
  return Date.now() + (scene.aheadMs ?? 0);
}

async function answer(
  { wall, files }: { wall: ScriptedWall; files: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = normalize(new URL(request.url ?? "/", "http://wall").pathname);
  if (path === "/api/session") {
    const { session } = wall.scene.welcome;
    response.writeHead(wall.scene.signedIn ? 200 : 401, { "Content-Type": "application/json" });
    response.end(JSON.stringify(wall.scene.signedIn ? session : { error: { code: "signed-out", message: "sign in" } }));
    return;
  }
  const file = path === "/" ? "index.html" : path;
  try {
    const content = await readFile(join(files, file));
    const headers = { "Content-Type": types[extname(file)] ?? "application/octet-stream" };
    response.writeHead(200, { ...headers, "Content-Security-Policy": policy });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
