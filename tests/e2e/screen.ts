import { join } from "node:path";
import { _electron, test as base, chromium, type Page } from "playwright/test";
import { password } from "../resources/running-wall.ts";
import { type SpawnedWall, spawnWall } from "../resources/spawned-wall.ts";

const root = new URL("../..", import.meta.url).pathname;

export interface WallFiles {
  config: string;
  accounts: string;
  folder: string;
}

export interface Screen {
  page: Page;
  /** Where the wall's server listens. */
  url: string;
}

/** A screen that shows the wall: the built kiosk where this project has an Electron runtime, else this machine's browser. */
export const test = base.extend<{ showWall: (files: WallFiles) => Promise<Screen> }>({
  showWall: async ({ launchOptions, viewport }, use, testInfo) => {
    const stops: (() => PromiseLike<unknown>)[] = [];
    const runtime: unknown = testInfo.project.metadata["runtime"];
    await use(async ({ config, accounts, folder }) => {
      if (typeof runtime === "string") {
        const args = [root, "--config", config, "--accounts", accounts, `--user-data-dir=${join(folder, "user-data")}`];
        const kiosk = await _electron.launch({ executablePath: runtime, args });
        stops.push(() => kiosk.close());
        const page = await kiosk.firstWindow();
        await page.waitForURL(/^http/);
        return { page, url: new URL(page.url()).origin };
      }
      const server = await spawnWall(["--config", config, "--accounts", accounts, "--port", "0"]);
      const browser = await chromium.launch(launchOptions);
      stops.push(
        () => server[Symbol.asyncDispose](),
        () => browser.close(),
      );
      const page = await browser.newPage({ viewport });
      await signIn(page, server);
      await page.goto(server.url);
      return { page, url: server.url };
    });
    for (const stop of stops.toReversed()) await stop();
  },
});

/** What the kiosk's main process does: the credential is sent from outside the page. */
export async function signIn(page: Page, { url }: Pick<SpawnedWall, "url">): Promise<void> {
  const response = await page.context().request.post(`${url}/api/login`, {
    headers: { origin: url },
    data: { username: "wall", password },
  });
  if (response.status() !== 204) throw new Error(`login answered ${response.status()}`);
}
