import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { chromiumFlags, headlessPath } from "../../resources/chromium.ts";
import { password, type RunningWall, type StartOptions, startWall } from "../../resources/running-wall.ts";

const assets = new URL("../../../out/renderer", import.meta.url).pathname;

/** The real server and the built renderer in Chromium, as a wall and as an operator's desk. */
export interface OperatorBench extends AsyncDisposable {
  wall: RunningWall;
  /** A wall that has signed itself in, in a browser profile of its own. */
  openWall(): Promise<Page>;
  /** A plain browser at /admin. */
  openDesk(): Promise<Page>;
  /** The same at another address of this server. */
  openAt(path: string): Promise<Page>;
}

interface BenchOptions extends Pick<StartOptions, "machine"> {
  config: string;
  viewport?: { width: number; height: number };
  /** Its screens are touched. */
  hasTouch?: boolean;
  /** Runs in each page before its own scripts. */
  init?: () => void;
}

let launched: Promise<Browser> | undefined;

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close();
  launched = undefined;
}

export async function openBench({
  config,
  machine,
  viewport,
  hasTouch = false,
  init,
}: BenchOptions): Promise<OperatorBench> {
  launched ??= chromium.launch({ executablePath: headlessPath, args: chromiumFlags });
  const browser = await launched;
  const wall = await startWall({ config, assets, ...(machine && { machine }) });
  const contexts: BrowserContext[] = [];
  const open = async (address: string) => {
    const context = await browser.newContext({ viewport: viewport ?? { width: 1920, height: 1080 }, hasTouch });
    contexts.push(context);
    if (init) await context.addInitScript(init);
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  return {
    wall,
    openWall: async () => {
      const page = await open(wall.server.signInLink());
      await page.locator("[data-state]").waitFor();
      return page;
    },
    openDesk: () => open(`${wall.url}/admin`),
    openAt: (path) => open(wall.url + path),
    async [Symbol.asyncDispose]() {
      await Promise.all(contexts.map((context) => context.close()));
      await wall[Symbol.asyncDispose]();
    },
  };
}

/** As an operator does it: the keys, the name, the secret. */
export async function unlock(page: Page, user = "ada", secret = password): Promise<void> {
  await page.keyboard.press("Control+Alt+u");
  await fillPad(page, user, secret);
  await page.locator(".sheet").waitFor();
}

export async function fillPad(page: Page, user: string, secret: string): Promise<void> {
  await page.getByLabel("Name").fill(user);
  await page.locator('input[name="secret"]').fill(secret);
  await page.keyboard.press("Enter");
}
