import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { generate } from "selfsigned";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { startServer } from "../../server/start-server.ts";

const password = "a wall's own password";
const page = "pages: [ { panels: [ { type: text, text: hello, at: [0, 0, 12, 8] } ] } ]\n";
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-tls-"));
  const { private: key, cert } = await generate([{ name: "commonName", value: "127.0.0.1" }]);
  await writeFile(join(folder, "wall.pem"), cert);
  await writeFile(join(folder, "wall.key"), key);
  await provisionAccount(join(folder, "accounts.json"), { user: "wall", role: "wall", password });
});
afterEach(() => rm(folder, { recursive: true }));

async function start(server: string) {
  await writeFile(join(folder, "wall.yaml"), `server: ${server}\n${page}`);
  return startServer({
    config: join(folder, "wall.yaml"),
    accounts: join(folder, "accounts.json"),
    port: 0,
    assets: folder,
    log: pino({ enabled: false }),
  });
}

function login(url: string): Promise<{ status: number | undefined; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const headers = { origin: url, "content-type": "application/json" };
    const options = { method: "POST", headers, rejectUnauthorized: false };
    request(`${url}/api/login`, options, (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    })
      .on("error", reject)
      .end(JSON.stringify({ username: "wall", password }));
  });
}

describe("TLS", () => {
  it("[HT8] with a certificate the server speaks HTTPS, and its cookie is for HTTPS only", async () => {
    const server = await start("{ tls: { certificate: ./wall.pem, key: { file: ./wall.key } } }");
    expect(server.url).toMatch(/^https:/);
    const { status, headers } = await login(server.url);
    expect(status).toBe(204);
    expect(headers["set-cookie"]?.[0]).toContain("; Secure");
    expect(headers["strict-transport-security"]).toContain("max-age");
    await server.stop();
  });

  it.each([
    ["./wall.pem", "{ file: ./wall.pem }", /do not make a pair/],
    ["./wall.pem", "{ env: NOCTURNE_NO_SUCH_KEY }", /NOCTURNE_NO_SUCH_KEY is not set/],
  ])("[HT8] certificate %s with key %s is told in words, and nothing is served", async (certificate, key, words) => {
    await expect(start(`{ tls: { certificate: ${certificate}, key: ${key} } }`)).rejects.toThrow(words);
  });
});
