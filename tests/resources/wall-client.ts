import { WebSocket } from "ws";
import { cookieOf, LiveSocket, password } from "./running-wall.ts";

/** Talks to a server, or to a proxy before it, as a browser of the wall does. */
export interface WallClient {
  post(path: string, options?: { body?: unknown; cookie?: string }): Promise<Response>;
  get(path: string, cookie?: string): Promise<Response>;
  /** Signs in and answers with the cookie. */
  signIn(user?: string): Promise<string>;
  open(cookie: string): LiveSocket;
}

/** `origin` is the address that the browser shows, where that is not the server's own. */
export function wallClient(url: string, origin = url): WallClient {
  const host = new URL(origin).host;
  const headersOf = (cookie?: string) => ({ origin, ...(cookie ? { cookie } : {}) });
  const post: WallClient["post"] = (path, { body, cookie } = {}) =>
    fetch(url + path, {
      method: "POST",
      headers: { ...headersOf(cookie), "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    post,
    get: (path, cookie) => fetch(url + path, { redirect: "manual", headers: headersOf(cookie) }),
    async signIn(user = "wall") {
      const response = await post("/api/login", { body: { username: user, password } });
      if (response.status !== 204) throw new Error(`login answered ${response.status}: ${await response.text()}`);
      return cookieOf(response);
    },
    open: (cookie) =>
      new LiveSocket(new WebSocket(`${url.replace("http", "ws")}/live`, { headers: { ...headersOf(cookie), host } })),
  };
}
