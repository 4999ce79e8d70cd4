import { EventEmitter } from "node:events";
import type { BrowserWindowConstructorOptions, BrowserWindow as ElectronWindow, WebContents } from "electron";
import type { Page, Route } from "playwright";
import { app } from "./app.ts";
import { Happening } from "./happening.ts";
import { runPreload } from "./ipc.ts";
import { tell } from "./questions.ts";
import { StandInSession } from "./session.ts";

type OpenHandler = (details: { url: string }) => { action: "allow" | "deny" };

/** The page of a window, and what the main process may do to it. */
class StandInContents extends EventEmitter {
  page: Promise<Page> | undefined;
  #openHandler: OpenHandler = () => ({ action: "allow" });

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  setZoomFactor(factor: number): void {
    tell({ kind: "done", call: "contents.setZoomFactor", args: factor });
  }

  async setVisualZoomLevelLimits(minimum: number, maximum: number): Promise<void> {
    tell({ kind: "done", call: "contents.setVisualZoomLevelLimits", args: [minimum, maximum] });
  }

  send(channel: string, ...args: unknown[]): void {
    tell({ kind: "done", call: "contents.send", args: [channel, ...args] });
    void this.page?.then((page) => page.evaluate(`standInSend(${JSON.stringify(channel)}, ${JSON.stringify(args)})`));
  }

  reload(): void {
    tell({ kind: "done", call: "contents.reload", args: [] });
    void this.page?.then((page) => page.reload());
  }

  mayOpen(url: string): boolean {
    return this.#openHandler({ url }).action === "allow";
  }

  /** Electron asks before a navigation that the page itself has begun. */
  mayGo(url: string): boolean {
    const event = Object.assign(new Happening(), { url });
    this.emit("will-frame-navigate", event);
    this.emit("will-navigate", event);
    return !event.isPrevented;
  }
}

export class BrowserWindow extends EventEmitter {
  static last: BrowserWindow | undefined;
  readonly webContents = new StandInContents();
  readonly partition: StandInSession;
  readonly page: Promise<Page>;
  #loading: string | undefined;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    const partition: unknown = options.webPreferences?.session;
    if (!(partition instanceof StandInSession)) throw new Error("the window has no partition of its own");
    this.partition = partition;
    const { session: _partition, ...webPreferences } = options.webPreferences ?? {};
    tell({ kind: "done", call: "new BrowserWindow", args: { ...options, webPreferences } });
    BrowserWindow.last = this;
    app.emit("web-contents-created", {}, this.webContents);
    this.page = this.#open(options.webPreferences?.preload);
    this.webContents.page = this.page;
  }

  removeMenu(): void {
    tell({ kind: "done", call: "window.removeMenu", args: [] });
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.page;
    this.#loading = new URL(url).href;
    await page.goto(url);
    this.webContents.emit("did-finish-load");
  }

  async #open(preload: string | undefined): Promise<Page> {
    const page = await (await this.partition.context).newPage();
    if (preload !== undefined) await runPreload(page, preload, this.webContents);
    await page.route("**/*", (route) => this.#navigate(route));
    page.on("popup", (popup) => {
      if (!this.webContents.mayOpen(popup.url())) void popup.close();
    });
    page.on("close", () => app.emit("window-all-closed"));
    return page;
  }

  async #navigate(route: Route): Promise<void> {
    const request = route.request();
    const isOurs = request.url() === this.#loading;
    if (!request.isNavigationRequest() || isOurs || this.webContents.mayGo(request.url())) await route.fallback();
    else await route.abort("aborted");
  }
}

({}) as BrowserWindow satisfies Pick<ElectronWindow, "removeMenu" | "loadURL">;
({}) as StandInContents satisfies Pick<WebContents, "setZoomFactor" | "setVisualZoomLevelLimits" | "send" | "reload">;
