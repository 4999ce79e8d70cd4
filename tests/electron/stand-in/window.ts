import { EventEmitter } from "node:events";
import type {
  BrowserWindowConstructorOptions,
  WebContentsView as ElectronView,
  BrowserWindow as ElectronWindow,
  Rectangle,
  WebContentsViewConstructorOptions,
} from "electron";
import { app } from "./app.ts";
import { type Size, StandInContents } from "./contents.ts";
import { tell } from "./questions.ts";
import { StandInSession } from "./session.ts";

/** A page that is laid over a window's own. */
export class WebContentsView {
  readonly webContents: StandInContents;

  constructor(options: WebContentsViewConstructorOptions) {
    const { session: _partition, ...webPreferences } = options.webPreferences ?? {};
    tell({ kind: "done", call: "new WebContentsView", args: { webPreferences } });
    this.webContents = new StandInContents(partitionOf(options), { width: 1, height: 1 });
  }

  setBounds({ width, height }: Rectangle): void {
    this.webContents.resizeTo({ width, height });
  }

  setBackgroundColor(colour: string): void {
    tell({ kind: "done", call: "view.setBackgroundColor", args: colour });
  }
}

export class BrowserWindow extends EventEmitter {
  /** Those that are not destroyed, the one that was shown last at the end. */
  static all: BrowserWindow[] = [];
  readonly title: string;
  readonly webContents: StandInContents;
  readonly partition: StandInSession;
  isVisible: boolean;
  /** What lies over the page, the topmost last. */
  readonly views: WebContentsView[] = [];
  readonly contentView = {
    addChildView: (view: WebContentsView) => void this.views.push(view),
    removeChildView: (view: WebContentsView) => void this.views.splice(this.views.indexOf(view), 1),
  };
  #bounds: Rectangle;
  #isDestroyed = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    const { session: _partition, ...webPreferences } = options.webPreferences ?? {};
    tell({ kind: "done", call: "new BrowserWindow", args: { ...options, webPreferences } });
    const { x = 0, y = 0, width = 1280, height = 720, title = "", show = true } = options;
    this.#bounds = { x, y, width, height };
    this.title = title;
    this.isVisible = show;
    this.partition = partitionOf(options);
    this.webContents = new StandInContents(this.partition, this.#bounds, options.webPreferences?.preload);
    this.webContents.on("destroyed", () => this.#destroyed());
    BrowserWindow.all.push(this);
  }

  removeMenu(): void {
    tell({ kind: "done", call: "window.removeMenu", args: [] });
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  setBounds(bounds: Partial<Rectangle>): void {
    tell({ kind: "done", call: "window.setBounds", args: { title: this.title, ...bounds } });
    this.#bounds = { ...this.#bounds, ...bounds };
    this.webContents.resizeTo(this.#bounds);
    this.emit("resize");
  }

  getContentBounds(): Rectangle {
    return this.#bounds;
  }

  setKiosk(isKiosk: boolean): void {
    tell({ kind: "done", call: "window.setKiosk", args: { title: this.title, isKiosk } });
  }

  show(): void {
    this.isVisible = true;
    BrowserWindow.all = [...BrowserWindow.all.filter((window) => window !== this), this];
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  destroy(): void {
    this.webContents.close();
    this.#destroyed();
  }

  #destroyed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    BrowserWindow.all = BrowserWindow.all.filter((window) => window !== this);
    tell({ kind: "done", call: "window closed", args: this.title });
    this.emit("closed");
    if (BrowserWindow.all.length === 0) app.emit("window-all-closed");
  }
}

function partitionOf({ webPreferences }: { webPreferences?: { session?: unknown } }): StandInSession {
  const partition = webPreferences?.session;
  if (!(partition instanceof StandInSession)) throw new Error("it has no partition of its own");
  return partition;
}

type WindowSlice = Pick<
  ElectronWindow,
  "removeMenu" | "loadURL" | "setBounds" | "getContentBounds" | "setKiosk" | "show" | "isDestroyed" | "destroy"
>;
({}) as BrowserWindow satisfies WindowSlice;
({}) as WebContentsView satisfies Pick<ElectronView, "setBounds" | "setBackgroundColor">;
({}) as Size satisfies Pick<Rectangle, "width" | "height">;
