import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningWall, startWall } from "../resources/running-wall.ts";

let wall: RunningWall;
let cookie: string;
beforeAll(async () => {
  wall = await startWall();
  cookie = await wall.signIn();
});
afterAll(() => wall[Symbol.asyncDispose]());

/** fetch makes one header of several; this sends them as they are. */
function statusWith(cookies: string[], path = "/api/session"): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { host } = new URL(wall.url);
    request(wall.url + path, { headers: ["Host", host, ...cookies.flatMap((one) => ["Cookie", one])] }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("a cookie", () => {
  it("[SE6] that was forged, cut or signed by somebody else is nobody's, for HTTP and for the websocket", async () => {
    const [name = "", value = ""] = cookie.split("=");
    const [id = "", signature = ""] = decodeURIComponent(value).slice(2).split(".");
    const forged = [
      `${name}=${id}`,
      `${name}=s:${id}`,
      `${name}=s:${id}.`,
      `${name}=s:${id}.${"A".repeat(43)}`,
      `${name}=s:${id.slice(1)}.${signature}`,
      `${name}=${value.slice(0, -1)}`,
      `${name}=s%3A`,
      `${name}=%E0%A4%A`,
      `${name}=`,
      "=",
      ";;;",
      "\u00ff\u00fe",
    ];
    for (const one of forged) {
      expect([one, await statusWith([one])]).toEqual([one, 401]);
      expect([one, await wall.open(one).closed]).toEqual([one, 401]);
    }
  });

  it("[SE6] of two with our name the first counts, in one header or in two", async () => {
    const [name] = cookie.split("=");
    expect(await statusWith([`${cookie}; ${name}=s:forged.x`])).toBe(200);
    expect(await statusWith([`${name}=s:forged.x; ${cookie}`])).toBe(401);
    expect(await statusWith([cookie, `${name}=s:forged.x`])).toBe(200);
    expect(await statusWith([`other=1; ${cookie}; another="2"`])).toBe(200);
  });

  it("[SE6] of any length is no failure", async () => {
    for (const length of [1000, 4000, 12_000])
      expect(await statusWith([`nocturne.sid=s:${"x".repeat(length)}.y`])).toBe(401);
    // Node refuses headers over 16 kB by itself.
    expect(await statusWith([`nocturne.sid=${"x".repeat(20_000)}`])).toBe(431);
    expect(await statusWith([cookie])).toBe(200);
    expect(wall.log.filter((line) => "err" in line)).toEqual([]);
  });

  it("[SE4] that was planted before the login is worth nothing after it", async () => {
    const planted = cookie;
    const answer = await wall.post("/api/login", {
      cookie: planted,
      body: { username: "ada", password: "a wall's own password" },
    });
    expect(answer.status).toBe(204);
    expect(await statusWith([planted])).toBe(401);
    cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    expect(await statusWith([cookie])).toBe(200);
  });
});
