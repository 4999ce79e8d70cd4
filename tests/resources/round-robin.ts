import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface RoundRobin extends AsyncDisposable {
  url: string;
  /** The servers behind it, which take turns, one request or upgrade each. */
  behind: string[];
}

/** A plain proxy that knows nothing of sessions. */
export async function startRoundRobin(): Promise<RoundRobin> {
  let turn = 0;
  const behind: string[] = [];
  const sockets = new Set<Socket>();
  const next = () => {
    turn += 1;
    return new URL(behind[turn % behind.length] ?? "");
  };
  const server = createServer((asked, answer) => {
    const { hostname, port } = next();
    const onward = request(
      { hostname, port, path: asked.url, method: asked.method, headers: asked.headers, agent: false },
      (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      },
    );
    onward.on("error", () => answer.writeHead(502).end());
    asked.pipe(onward);
  });
  server.on("connection", (socket) => sockets.add(socket.once("close", () => sockets.delete(socket))));
  server.on("upgrade", (asked, socket, head) => {
    const { hostname, port } = next();
    const onward = request({ hostname, port, path: asked.url, headers: asked.headers, agent: false });
    socket.on("error", () => onward.destroy());
    onward.on("error", () => socket.destroy());
    onward.on("response", ({ statusCode }) =>
      socket.end(`HTTP/1.1 ${statusCode} refused\r\nConnection: close\r\n\r\n`),
    );
    onward.on("upgrade", ({ rawHeaders }, far, farHead) => {
      const lines = Array.from(
        { length: rawHeaders.length / 2 },
        (_, at) => `${rawHeaders[2 * at]}: ${rawHeaders[2 * at + 1]}`,
      );
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
      far.unshift(farHead);
      socket.unshift(head);
      far.on("error", () => socket.destroy());
      far.pipe(socket).pipe(far);
    });
    onward.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    behind,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
