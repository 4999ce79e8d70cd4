import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { listenHttp } from "./listeners.ts";

interface Passed {
  method: string;
  /** Of the address and, where there is one, of the posted form. */
  parameters: URLSearchParams;
  path: string;
}

/** Stands before a real server, notes what passes, and can be made to cut or to hang. */
export async function startProxy(target: string) {
  const passed: Passed[] = [];
  const state: { mode: "pass" | "cut" | "hang"; hangs: (passed: Passed) => boolean } = {
    mode: "pass",
    hangs: () => false,
  };
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", target);
    const body = await buffer(request);
    const one = {
      method: request.method ?? "",
      path: url.pathname,
      parameters: new URLSearchParams([...url.searchParams, ...new URLSearchParams(body.toString())]),
    };
    passed.push(one);
    if (state.mode === "cut") return void request.socket.destroy();
    if (state.mode === "hang" || state.hangs(one)) return;
    const contentType = request.headers["content-type"];
    const answer = await fetch(url, {
      method: one.method,
      ...(one.method === "POST" ? { body: new Uint8Array(body) } : {}),
      ...(contentType ? { headers: { "content-type": contentType } } : {}),
    });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  const listener = await listenHttp(
    (request, response) => void pass(request, response).catch(() => response.destroy()),
  );
  return { ...listener, url: `http://127.0.0.1:${listener.port}`, passed, state };
}
