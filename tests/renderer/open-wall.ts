import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright";
import { build } from "vite";
import { Lifetime } from "../../server/lifetime.ts";
import { chromiumFlags, chromiumPath } from "../resources/chromium.ts";
import type { Scene } from "../resources/scenes.ts";
import { type ScriptedWall, startScriptedWall } from "../resources/scripted-wall.ts";

export interface OpenWall {
  wall: ScriptedWall;
  page: Page;
  /** What the browser complained about: script errors, and whatever the content security policy forbade. */
  complaints: string[];
}

/** The built renderer in Chromium, before scripted servers. Built once, into a folder of its own. */
export class WallBench {
  readonly #lifetime = new Lifetime();
  #walls = new Lifetime();
  #files = "";
  #browser: Browser | undefined;

  async start(): Promise<void> {
    const files = await mkdtemp(join(tmpdir(), "nocturne-renderer-"));
    this.#lifetime.onEnd(() => rm(files, { recursive: true, force: true }));
    const configFile = fileURLToPath(new URL("../../build/vite.renderer.ts", import.meta.url));
    await build({ configFile, logLevel: "error", build: { outDir: files } });
    const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
    this.#lifetime.onEnd(() => browser.close());
    this.#files = files;
    this.#browser = browser;
  }

  /** `before` runs in the page before it is loaded. */
  async open(scene: Scene, viewport = { width: 1920, height: 1080 }, before?: () => void): Promise<OpenWall> {
    if (!this.#browser) throw new Error("start the bench first");
    const wall = await startScriptedWall({ scene, files: this.#files, lifetime: this.#walls });
    const page = await this.#browser.newPage({ viewport });
    this.#walls.onEnd(() => page.close());
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) complaints.push(message.text());
    });
    if (before) await page.addInitScript(before);
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
