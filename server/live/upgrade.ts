import { type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { WebSocketServer } from "ws";
import type { OwnNames } from "../http/own-names.ts";
import { StoreAway } from "../sessions/guarded-store.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { Hub } from "./hub.ts";

/** A client's messages are short; ws closes a socket that sends a longer one with 1009. */
const mostMessageBytes = 64 * 1024;

export interface UpgradeOptions {
  hub: Hub;
  names: OwnNames;
  sessions: Pick<Sessions, "parse">;
  log: Logger;
}

/** Lets a websocket in at /live: by one of our names, from our own origin, with a session, or not at all. */
export function acceptSockets(server: Server, { hub, names, sessions, log }: UpgradeOptions): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostMessageBytes, perMessageDeflate: false });
  const onError = (failure: Error) => log.debug({ reason: failure.message }, "upgrade failed");
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", onError);
    const admit = async () => {
      if (new URL(request.url ?? "/", "http://any").pathname !== "/live") return refuseUpgrade(socket, 404);
      if (!names.isHost(request.headers.host)) return refuseUpgrade(socket, 421);
      if (!names.isOrigin(request.headers.origin)) return refuseUpgrade(socket, 403);
      const session = await sessions.parse(request);
      if (!session) return refuseUpgrade(socket, 401);
      socket.off("error", onError);
      sockets.handleUpgrade(request, socket, head, (accepted) => hub.join(accepted, session, request.socket));
    };
    admit().catch((failure: unknown) => {
      if (failure instanceof StoreAway) return refuseUpgrade(socket, 503);
      log.error({ err: failure }, "upgrade failed");
      refuseUpgrade(socket, 500);
    });
  });
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
