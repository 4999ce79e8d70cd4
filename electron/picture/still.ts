import { type BrowserWindow, session, WebContentsView } from "electron";
import { reasonOf } from "../../server/expected-error.ts";
import { within } from "../within.ts";

const shownWithinMs = 3000;

/** A page that stands over a window's own: nothing in it runs, and nothing is fetched for it. */
export interface Still {
  /** Why it is not seen; undefined when it is. */
  shown: Promise<string | undefined>;
  remove(): void;
}

/** Lays a page over the window's own, over all of it. `html` holds all that it shows. */
export function layOver(window: BrowserWindow, html: string): Still {
  const partition = session.fromPartition("stills");
  partition.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !details.url.startsWith("data:") }));
  partition.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  partition.setPermissionCheckHandler(() => false);
  const view = new WebContentsView({
    webPreferences: {
      session: partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      javascript: false,
      spellcheck: false,
      disableDialogs: true,
      devTools: false,
      backgroundThrottling: false,
    },
  });
  const fill = () => {
    const { width, height } = window.getContentBounds();
    view.setBounds({ x: 0, y: 0, width, height });
  };
  fill();
  window.on("resize", fill);
  view.setBackgroundColor("#000000");
  window.contentView.addChildView(view);
  const page = `data:text/html;base64,${Buffer.from(html).toString("base64")}`;
  return {
    shown: within(shownWithinMs, () => view.webContents.loadURL(page)).then(() => undefined, reasonOf),
    remove() {
      if (window.isDestroyed()) return;
      window.off("resize", fill);
      window.contentView.removeChildView(view);
      view.webContents.close({ waitForBeforeUnload: false });
    },
  };
}
