import { EventEmitter } from "node:events";
import type { NativeImage, WebContents, WebSource } from "electron";
import type { Page, Route } from "playwright";
import { app } from "./app.ts";
import { asking } from "./fast-clock.ts";
import { Happening } from "./happening.ts";
import { StandInImage } from "./image.ts";
import { runPreload } from "./ipc.ts";
import { tell } from "./questions.ts";
import type { StandInSession } from "./session.ts";

type OpenHandler = (details: { url: string }) => { action: "allow" | "deny" };

export interface Size {
  width: number;
  height: number;
}

let lastProcessId = 0;

/** The page of a window or a view, and what the main process may do to it. */
export class StandInContents extends EventEmitter {
  readonly partition: StandInSession;
  readonly #processId = (lastProcessId += 1);
  #openHandler: OpenHandler = () => ({ action: "allow" });
  #page: Promise<Page>;
  #size: Size;
  #loading: string | undefined;
  #isLoading = false;
  #isGone = false;
  #isClosed = false;

  readonly #preload: string | undefined;

  constructor(partition: StandInSession, size: Size, preload?: string) {
    super();
    this.#preload = preload;
    this.partition = partition;
    this.#size = size;
    app.emit("web-contents-created", {}, this);
    this.#page = this.#open();
  }

  get page(): Promise<Page> {
    return this.#page;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  setZoomFactor(factor: number): void {
    tell({ kind: "done", call: "contents.setZoomFactor", args: factor });
  }

  async setVisualZoomLevelLimits(minimum: number, maximum: number): Promise<void> {
    tell({ kind: "done", call: "contents.setVisualZoomLevelLimits", args: [minimum, maximum] });
  }

  setAudioMuted(isMuted: boolean): void {
    tell({ kind: "done", call: "contents.setAudioMuted", args: isMuted });
  }

  /** Each page has a process of its own, whose number Chromium does not tell: any will do. */
  getOSProcessId(): number {
    return this.#processId;
  }

  async loadURL(url: string): Promise<void> {
    this.#loading = new URL(url).href;
    // Another process draws what comes after a crash.
    if (this.#isGone) this.#page = this.#open();
    this.#isGone = false;
    const page = await this.#page;
    this.#isLoading = true;
    try {
      await asking(() => page.goto(url));
    } catch (failure) {
      this.#failed(url, String(failure));
      throw failure;
    } finally {
      this.#isLoading = false;
    }
    this.emit("did-finish-load");
  }

  send(channel: string, ...args: unknown[]): void {
    tell({ kind: "done", call: "contents.send", args: [channel, ...args] });
    void this.#page.then((page) => page.evaluate(`standInSend(${JSON.stringify(channel)}, ${JSON.stringify(args)})`));
  }

  reload(): void {
    tell({ kind: "done", call: "contents.reload", args: [] });
    void this.#page.then((page) => page.reload());
  }

  async capturePage(): Promise<StandInImage> {
    const page = await this.#page;
    // The whole screen, as it was last composed: no script of the page is asked for it.
    return StandInImage.ofPng(await asking(() => page.screenshot({ timeout: 0 })));
  }

  async executeJavaScriptInIsolatedWorld(worldId: number, scripts: WebSource[]): Promise<unknown> {
    const page = await this.#page;
    return asking(async () => {
      const session = await page.context().newCDPSession(page);
      try {
        const { frameTree } = await session.send("Page.getFrameTree");
        const { executionContextId } = await session.send("Page.createIsolatedWorld", {
          frameId: frameTree.frame.id,
          worldName: String(worldId),
        });
        let last: unknown;
        for (const { code } of scripts) {
          const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
            expression: code,
            contextId: executionContextId,
            returnByValue: true,
            awaitPromise: true,
          });
          if (exceptionDetails) throw new Error(exceptionDetails.text);
          last = result.value;
        }
        return last;
      } finally {
        session.detach().catch(() => undefined);
      }
    });
  }

  resizeTo(size: Size): void {
    this.#size = size;
    void this.#page.then((page) => page.setViewportSize(size)).catch(() => undefined);
  }

  close(): void {
    this.#isClosed = true;
    void this.#page.then((page) => page.close()).catch(() => undefined);
  }

  /** Has the process that draws the page crash: Chromium's own command. */
  async crash(): Promise<void> {
    const page = await this.#page;
    const session = await page.context().newCDPSession(page);
    session.send("Page.crash").catch(() => undefined);
  }

  /** Electron asks before a navigation that the page itself has begun. */
  #mayGo(url: string): boolean {
    const event = Object.assign(new Happening(), { url });
    this.emit("will-frame-navigate", event);
    this.emit("will-navigate", event);
    return !event.isPrevented;
  }

  #failed(url: string, reason: string): void {
    this.emit("did-fail-load", {}, -2, reason, url, true, 0, 0);
  }

  async #open(): Promise<Page> {
    const page = await (await this.partition.context).newPage();
    await page.setViewportSize(this.#size);
    if (this.#preload !== undefined) await runPreload(page, this.#preload, this);
    await page.route("**/*", (route) => this.#navigate(route));
    page.on("popup", (popup) => {
      if (this.#openHandler({ url: popup.url() }).action === "deny") void popup.close();
    });
    page.on("dialog", (dialog) => {
      tell({ kind: "done", call: "a page's dialog", args: dialog.type() });
      void dialog.dismiss();
    });
    page.on("download", (download) => {
      const event = new Happening();
      this.partition.emit("will-download", event);
      tell({ kind: "done", call: "a page's download", args: event.isPrevented ? "denied" : download.url() });
      void download.cancel();
    });
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // A navigation that the kiosk prevented is no load that failed.
      if (this.#isLoading || reason === "net::ERR_ABORTED" || !request.isNavigationRequest()) return;
      if (request.frame() === page.mainFrame()) this.#failed(request.url(), reason);
    });
    page.on("crash", () => {
      this.#isGone = true;
      this.emit("render-process-gone", {}, { reason: "crashed", exitCode: 139 });
    });
    page.on("close", () => {
      if (!this.#isClosed && !this.#isGone) this.emit("destroyed");
    });
    return page;
  }

  async #navigate(route: Route): Promise<void> {
    const request = route.request();
    const isOurs = request.url() === this.#loading;
    if (!request.isNavigationRequest() || isOurs || this.#mayGo(request.url())) await route.fallback();
    else await route.abort("aborted");
  }
}

type Slice = Pick<
  WebContents,
  | "setZoomFactor"
  | "setVisualZoomLevelLimits"
  | "setAudioMuted"
  | "getOSProcessId"
  | "loadURL"
  | "send"
  | "reload"
  | "executeJavaScriptInIsolatedWorld"
  | "close"
> & { capturePage(): Promise<Pick<NativeImage, "isEmpty" | "getSize" | "toBitmap" | "toPNG">> };
({}) as StandInContents satisfies Slice;
