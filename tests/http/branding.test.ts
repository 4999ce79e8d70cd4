import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { presentConfig } from "../../server/protocol/configuration.ts";
import { type RunningWall, startWall } from "../resources/running-wall.ts";

const config = "title: Test # the wall\npages: [{ panels: [{ type: clock }] }]\n";

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A grey PNG. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc((width + 1) * height))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

describe("the logo over HTTP", () => {
  let wall: RunningWall;
  let grace: string;
  beforeAll(async () => {
    wall = await startWall({ config });
    grace = await wall.signIn("grace");
  });
  afterAll(() => wall[Symbol.asyncDispose]());

  const present = async () => presentConfig.parse(await (await wall.get("/api/configuration", grace)).json());
  const logos = async () => (await readdir(wall.folder)).filter((name) => name.startsWith("logo-"));
  async function send(bytes: Buffer | string, { cookie = grace, version = "", origin = wall.url } = {}) {
    const at = version || (await present()).version;
    const headers = { origin, "content-type": "image/png", ...(cookie && { cookie }) };
    return fetch(`${wall.url}/api/branding/logo?version=${at}`, {
      method: "POST",
      headers,
      body: new Uint8Array(Buffer.from(bytes)),
    });
  }

  it("[BN1] only an administrator may send one, and only from our own pages", async () => {
    expect((await send(png(64, 64), { cookie: "", version: "x" })).status).toBe(401);
    expect((await send(png(64, 64), { cookie: await wall.signIn("ada") })).status).toBe(403);
    expect((await send(png(64, 64), { origin: "https://evil.example" })).status).toBe(403);
    expect(await logos()).toEqual([]);
  });

  it("[BN2] a picture is written beside the configuration, named there with the comments kept, and shown", async () => {
    const sent = await send(png(300, 100));
    expect(sent.status).toBe(200);
    const [name = ""] = await logos();
    expect(name).toMatch(/^logo-[0-9a-f]{12}\.png$/);
    expect(await readFile(wall.configFile, "utf8")).toBe(`${config}logo: ./${name}\n`);
    await vi.waitFor(
      async () => {
        const logo = await wall.get("/logo", grace);
        expect(logo.headers.get("content-type")).toBe("image/png");
        expect(Buffer.from(await logo.arrayBuffer())).toEqual(png(300, 100));
      },
      { timeout: 10_000 },
    );
  });

  it("[BN4] an SVG is written without what it should not have, and the answer says what that was", async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script><path d="M0 0h9v9z"/></svg>';
    const sent = await send(svg);
    expect(await sent.json()).toMatchObject({ removed: ["script"] });
    const name = (await logos()).find((name) => name.endsWith(".svg")) ?? "";
    expect(await readFile(join(wall.folder, name), "utf8")).not.toContain("alert");
  });

  it("[BN5] a logo that no kept text names is removed, and the others can be had back", async () => {
    for (let width = 20; width < 34; width += 1) expect((await send(png(width, 20))).status).toBe(200);
    const named = new Set<string>();
    for (const { version } of (await present()).saves) {
      const { text } = (await (await wall.get(`/api/configuration/saves/${version}`, grace)).json()) as {
        text: string;
      };
      for (const [name] of text.matchAll(/logo-[0-9a-f]{12}\.\w+/g)) named.add(name);
    }
    expect(new Set(await logos())).toEqual(named);
  });

  it.each<[string, () => Buffer | string, number, string]>([
    ["no picture", () => "MZ this is a program", 422, "no picture by its content"],
    ["an HTML page", () => "<html><script>alert(1)</script></html>", 422, "no picture by its content"],
    ["an empty file", () => "", 422, "the file is empty"],
    ["a damaged one", () => png(64, 64).subarray(0, 12), 422, "damaged"],
    ["a tiny one", () => png(8, 8), 422, "at least 16"],
    ["one that would fill the memory", () => png(20_000, 20), 422, "at most 4096"],
    ["one over 1 MiB", () => Buffer.concat([png(64, 64), Buffer.alloc(1_100_000)]), 413, "at most 1024 KiB"],
  ])("[BN3] %s is refused with words, and nothing is kept of it", async (_, bytes, status, words) => {
    const before = [await logos(), await readFile(wall.configFile, "utf8")];
    const refused = await send(bytes());
    expect(refused.status).toBe(status);
    expect(JSON.stringify(await refused.json())).toContain(words);
    expect([await logos(), await readFile(wall.configFile, "utf8")]).toEqual(before);
  });

  it("[BN5] a logo for a text that somebody has changed since is refused, and not kept", async () => {
    const { version } = await present();
    const changed = `${await readFile(wall.configFile, "utf8")}# changed\n`;
    await writeFile(wall.configFile, changed);
    const before = await logos();
    expect((await send(png(99, 99), { version })).status).toBe(409);
    expect(await logos()).toEqual(before);
  });
});
