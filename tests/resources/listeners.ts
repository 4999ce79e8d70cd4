import { once } from "node:events";
import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer as createTcp, type Server, type Socket } from "node:net";

export interface Listener {
  port: number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A TCP listener on a free port of this machine's loopback. */
export async function listenTcp(onSocket: (socket: Socket) => void, { host = "127.0.0.1", port = 0 } = {}) {
  return listen(createTcp(onSocket), host, port);
}

export async function listenHttp(onRequest: RequestListener): Promise<Listener> {
  return listen(createHttp(onRequest));
}

export async function listenHttps(pair: { key: string; cert: string }, onRequest: RequestListener): Promise<Listener> {
  return listen(createHttps(pair, onRequest));
}

/** Resolves nowhere, and no name server is asked: no label may be longer than 63 bytes (RFC 1035, 2.3.4). */
export const unresolvable = `${"x".repeat(64)}.invalid`;

/** A port that nothing listens on: it was free a moment ago. */
export async function freePort(): Promise<number> {
  await using listener = await listenTcp(() => undefined);
  return listener.port;
}

async function listen(server: Server, host = "127.0.0.1", port = 0): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket.on("error", () => undefined).once("close", () => sockets.delete(socket)));
  });
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
