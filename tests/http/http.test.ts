import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { cookieOf, password, type RunningWall, startWall } from "../resources/running-wall.ts";

let wall: RunningWall;
beforeAll(async () => {
  wall = await startWall();
});
afterAll(() => wall[Symbol.asyncDispose]());

/** fetch sets Host by itself and lets nobody change it. */
function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${wall.url}/api/health`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string } }).error;

describe("HTTP", () => {
  it("[HT1] health is for anyone and says nothing of the wall", async () => {
    const response = await wall.get("/api/health");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: "ok",
      version: expect.any(String),
      uptimeSeconds: expect.any(Number),
    });
  });

  it("[HT2] a foreign Host is refused: DNS rebinding", async () => {
    expect(await statusWithHost("evil.example")).toBe(421);
    expect(await statusWithHost(new URL(wall.url).host)).toBe(200);
  });

  it("[HT3] a login from another origin, or without one, is refused", async () => {
    const body = { username: "wall", password };
    expect((await wall.post("/api/login", { body, headers: { origin: "http://evil.example" } })).status).toBe(403);
    expect((await wall.post("/api/login", { body, headers: { origin: "null" } })).status).toBe(403);
    const without = await fetch(`${wall.url}/api/login`, { method: "POST", body: JSON.stringify(body) });
    expect(without.status).toBe(403);
  });

  it("[HT4] every answer carries the security headers, and the CSP allows nothing inline or foreign", async () => {
    const { headers } = await wall.get("/");
    const csp = headers.get("content-security-policy") ?? "";
    expect(csp).toContain("default-src 'none'");
    expect(csp).not.toMatch(/unsafe|http|\*/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("[SE4] a login answers 204 with a hardened cookie for 24 hours and a new id each time", async () => {
    const response = await wall.post("/api/login", { body: { username: "wall", password } });
    expect(response.status).toBe(204);
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^nocturne\.sid=.*; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/);
    const expires = Date.parse(/Expires=([^;]*)/.exec(cookie)?.[1] ?? "");
    expect(Math.abs(expires - Date.now() - 86_400_000)).toBeLessThan(5000);
    const again = await wall.post("/api/login", { body: { username: "wall", password }, cookie: cookieOf(response) });
    expect(cookieOf(again)).not.toBe(cookieOf(response));
    expect((await wall.get("/api/session", cookieOf(response))).status).toBe(401);
  });

  it("[SE5] a session tells whose it is, and a logout ends it", async () => {
    const cookie = await wall.signIn("ada");
    const session = await (await wall.get("/api/session", cookie)).json();
    expect(session).toEqual({ user: "ada", role: "operator", expiresAt: expect.any(Number) });
    expect((await wall.post("/api/logout", { cookie })).status).toBe(204);
    expect((await wall.get("/api/session", cookie)).status).toBe(401);
    expect((await wall.post("/api/logout", { cookie })).status).toBe(401);
  });

  it("[SE6] a cookie that was tampered with, cut or made up is nobody's", async () => {
    const cookie = await wall.signIn();
    const forged = [cookie.slice(0, -3), cookie.replace("s%3A", "s%3Ax"), "nocturne.sid=s%3Aabc.def", "nocturne.sid=%"];
    for (const one of forged) expect((await wall.get("/api/session", one)).status).toBe(401);
    expect((await wall.get("/api/session", cookie)).status).toBe(200);
  });

  it("[SE7] nobody who is not signed in gets a session", async () => {
    expect((await wall.get("/api/session")).headers.get("set-cookie")).toBeNull();
    expect((await wall.get("/api/health")).headers.get("set-cookie")).toBeNull();
  });

  it.each([
    ["not JSON", "{oops", "the body is not JSON"],
    ["an empty object", {}, "username"],
    ["a number for a name", { username: 7, password: "x" }, "username"],
    ["unknown keys", { username: "wall", password: "x", admin: true }, "admin"],
    ["an array", [], "must be JSON"],
  ])("[HT5] a login body that is %s is refused with what is wrong", async (_, body, words) => {
    const response = await wall.post("/api/login", { body });
    expect(response.status).toBe(400);
    expect((await errorOf(response)).message).toContain(words);
  });

  it("[HT5] a login body that is no JSON by its type, or too large, is refused", async () => {
    const form = await wall.post("/api/login", {
      body: "username=wall",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(form.status).toBe(400);
    const large = await wall.post("/api/login", { body: { username: "wall", password: "x".repeat(100_000) } });
    expect(large.status).toBe(413);
    expect((await errorOf(large)).code).toBe("too_large");
  });

  it("[HT6] an unknown path is a JSON 404", async () => {
    const response = await wall.get("/nothing/here");
    expect(response.status).toBe(404);
    expect(await errorOf(response)).toEqual({ code: "not_found", message: "there is nothing here" });
  });

  it("[HT7] a ticket signs a browser in once, and not again", async () => {
    const link = new URL(wall.server.signInLink());
    const first = await wall.get(link.pathname + link.search);
    expect(first.status).toBe(303);
    expect(first.headers.get("location")).toBe("/");
    const session = await (await wall.get("/api/session", cookieOf(first))).json();
    expect(session).toMatchObject({ user: "wall", role: "wall" });
    const second = await wall.get(link.pathname + link.search);
    expect(second.status).toBe(303);
    expect(second.headers.get("set-cookie")).toBeNull();
  });

  it("[HT9] the logo is shown as what it is by content, to who is signed in", async () => {
    const config = "logo: ./logo.png\npages: [ { panels: [ { type: text, text: hello, at: [0, 0, 12, 8] } ] } ]\n";
    const folder = await mkdtemp(join(tmpdir(), "nocturne-logo-"));
    await provisionAccount(join(folder, "accounts.json"), { user: "wall", role: "wall", password });
    await writeFile(join(folder, "logo.png"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    {
      await using other = await startWall({ config, folder });
      expect((await other.get("/logo")).status).toBe(401);
      const logo = await other.get("/logo", await other.signIn());
      expect(logo.status).toBe(200);
      expect(logo.headers.get("content-type")).toContain("image/svg+xml");
    }
    expect((await wall.get("/logo", await wall.signIn())).status).toBe(404);
    await rm(folder, { recursive: true });
  });

  it("[HT10] the picture of a panel is shown to who is signed in, under the address that the wall is told", async () => {
    const config = "pages: [ { panels: [ { type: image, image: ./plan.svg, at: [0, 0, 12, 8] } ] } ]\n";
    const folder = await mkdtemp(join(tmpdir(), "nocturne-image-"));
    await provisionAccount(join(folder, "accounts.json"), { user: "wall", role: "wall", password });
    await writeFile(join(folder, "plan.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    {
      await using other = await startWall({ config, folder });
      const cookie = await other.signIn();
      using socket = other.open(cookie);
      const [panel] = (await socket.next("welcome")).wall.pages[0]?.panels ?? [];
      const address = panel?.type === "image" ? panel.options.image : "";
      expect(address).toMatch(/^\/image\/[0-9a-f]{16}$/);
      expect((await other.get(address)).status).toBe(401);
      const picture = await other.get(address, cookie);
      expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
      expect(await picture.text()).toContain("<svg");
      expect((await other.get("/image/0000", cookie)).status).toBe(404);
    }
    await rm(folder, { recursive: true });
  });

  it("[MT1] metrics tell sessions, sockets and freshness, in a form that Prometheus reads", async () => {
    const response = await wall.get("/metrics");
    expect(response.headers.get("content-type")).toContain("text/plain");
    const text = await response.text();
    expect(text).toMatch(/^nocturne_sessions\{role="wall"\} \d+$/m);
    expect(text).toMatch(/^nocturne_sockets 0$/m);
    expect(text).toMatch(/^nocturne_frames_dropped_total 0$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it("[AC5] wrong passwords are throttled with 429 and Retry-After; another account still signs in", async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const refused = await wall.post("/api/login", { body: { username: "mallory", password: "guess" } });
      expect(refused.status).toBe(401);
    }
    const throttled = await wall.post("/api/login", { body: { username: "mallory", password: "guess" } });
    expect(throttled.status).toBe(429);
    expect(Number(throttled.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await wall.post("/api/login", { body: { username: "wall", password } })).status).toBe(204);
  });

  it("[AC6] the log tells who signed in and who was refused, and never a password or a cookie", async () => {
    const cookie = await wall.signIn("ada");
    const lines = JSON.stringify(wall.log);
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "login", user: "ada", role: "operator" }));
    expect(wall.log).toContainEqual(expect.objectContaining({ audit: "login-refused", user: "mallory" }));
    expect(lines).not.toContain(password);
    expect(lines).not.toContain("guess");
    expect(lines).not.toContain(cookie.split("=")[1]);
  });
});
