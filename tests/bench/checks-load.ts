import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { spawnServer } from "./spawned-server.ts";

const targets = 200;
const seconds = 30;

/** What 200 targets every 10 s (half TCP, half HTTP, on loopback) cost the server, as a share of one core. */
export async function benchChecks() {
  const folder = await mkdtemp(join(tmpdir(), "nocturne-bench-"));
  const tcp = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  const http = createHttpServer((_request, response) => response.end("ok")).listen(0, "127.0.0.1");
  try {
    await Promise.all([once(tcp, "listening"), once(http, "listening")]);
    const port = (server: typeof tcp) => (server.address() as AddressInfo).port;
    const lines = Array.from({ length: targets }, (_, index) =>
      index % 2 === 0
        ? `      - { name: t${index}, tcp: "127.0.0.1:${port(tcp)}" }`
        : `      - { name: t${index}, http: "http://127.0.0.1:${port(http)}/" }`,
    );
    const config = join(folder, "wall.yaml");
    await writeFile(
      config,
      [
        "sources:",
        "  edge:",
        "    type: checks",
        "    every: 10s",
        "    targets:",
        ...lines,
        "pages:",
        "  - { title: All, panels: [ { type: status, source: edge, at: [0, 0, 12, 8] } ] }",
        "",
      ].join("\n"),
    );
    await using server = await spawnServer([
      "out/server/cli.js",
      "serve",
      "--port",
      "0",
      "--config",
      config,
      "--accounts",
      join(folder, "accounts.json"),
    ]);
    await sleep(10_000);
    const before = await server.cpuSeconds();
    await sleep(seconds * 1000);
    const share = ((await server.cpuSeconds()) - before) / seconds;
    return { targets, everySeconds: 10, shareOfOneCore: share, target: { shareOfOneCore: 0.05 } };
  } finally {
    tcp.close();
    http.close();
    await rm(folder, { recursive: true });
  }
}
