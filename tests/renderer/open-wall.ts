import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright";
import { Lifetime } from "../../server/lifetime.ts";
import { chromiumFlags, headlessPath } from "../resources/chromium.ts";
import type { Scene } from "../resources/scenes.ts";
import { type ScriptedWall, startScriptedWall } from "../resources/scripted-wall.ts";

export interface OpenWall {
  wall: ScriptedWall;
  page: Page;
  /** What the browser complained about: script errors, and whatever the content security policy forbade. */
  complaints: string[];
}

interface OpenOptions {
  viewport?: { width: number; height: number };
  /** Runs in the page before any of its own scripts. */
  init?: () => void;
  reducedMotion?: "reduce";
  /** The page's time can be moved on. */
  clock?: boolean;
}

const files = fileURLToPath(new URL("../../out/renderer", import.meta.url));

/** The built renderer in Chromium, before scripted servers. */
export class WallBench {
  readonly #lifetime = new Lifetime();
  #walls = new Lifetime();
  #browser: Browser | undefined;

  /** `flags`: how the browser is started, for what a kiosk's browser does not do. */
  async start(flags = chromiumFlags): Promise<void> {
    const browser = await chromium.launch({ executablePath: headlessPath, args: flags });
    this.#lifetime.onEnd(() => browser.close());
    this.#browser = browser;
  }

  async open(
    scene: Scene,
    { viewport = { width: 1920, height: 1080 }, init, reducedMotion, clock }: OpenOptions = {},
  ): Promise<OpenWall> {
    if (!this.#browser) throw new Error("start the bench first");
    const wall = await startScriptedWall({ scene, files, lifetime: this.#walls });
    const page = await this.#browser.newPage({ viewport, ...(reducedMotion && { reducedMotion }) });
    this.#walls.onEnd(() => page.close());
    if (clock) await page.clock.install();
    if (init) await page.addInitScript(init);
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) complaints.push(message.text());
    });
    await page.goto(wall.url);
    return { wall, page, complaints };
  }

  /** Closes what was opened, for the next test. */
  async clear(): Promise<void> {
    await this.#walls.end();
    this.#walls = new Lifetime();
  }

  async stop(): Promise<void> {
    await this.clear();
    await this.#lifetime.end();
  }
}
