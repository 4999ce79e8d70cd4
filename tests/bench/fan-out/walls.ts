import { once } from "node:events";
import { WebSocket } from "ws";

/** A process of walls that only count: `node walls.ts URL COUNT`. It says `ready`, and is asked by IPC how many messages came. */
const [url = "", count = "1"] = process.argv.slice(2);
let received = 0;
const sockets = Array.from({ length: Number(count) }, () => new WebSocket(url));
for (const socket of sockets) socket.on("message", () => (received += 1));
await Promise.all(sockets.map((socket) => once(socket, "open")));
process.on("message", () => process.send?.(received));
process.send?.("ready");
