import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { chromiumFlags, chromiumPath } from "../resources/chromium.ts";
import { median } from "./server-start.ts";
import { spawnServer } from "./spawned-server.ts";

const rounds = 5;
const password = "bench password";
const config = `
sources: { pc: { type: host } }
pages: [ { title: Bench, panels: [ { type: stat, source: pc, query: memory, at: [0, 0, 12, 8] } ] } ]
`;

/** From the start of the server's process to the first live panel on a screen: a browser that already runs opens it. */
export async function benchFirstPanel() {
  const folder = await mkdtemp(join(tmpdir(), "nocturne-bench-"));
  const accounts = join(folder, "accounts.json");
  const file = join(folder, "wall.yaml");
  await writeFile(file, config);
  await provisionAccount(accounts, { user: "wall", role: "wall", password });
  const total: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const startedAt = performance.now();
      const opening = chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
      const starting = spawnServer([
        "out/server/cli.js",
        "serve",
        "--port",
        "0",
        "--config",
        file,
        "--accounts",
        accounts,
      ]);
      await using server = await starting;
      const browser = await opening;
      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
      await context.request.post(`${server.url}/api/login`, {
        headers: { origin: server.url },
        data: { username: "wall", password },
      });
      const page = await context.newPage();
      await page.goto(server.url, { waitUntil: "commit" });
      await page
        .getByText(/^\d+([.,]\d+)?$/)
        .first()
        .waitFor();
      total.push(performance.now() - startedAt);
      await browser.close();
    }
    return { firstPanelMs: median(total), slowestMs: Math.max(...total), target: { firstPanelMs: 1500 } };
  } finally {
    await rm(folder, { recursive: true });
  }
}
