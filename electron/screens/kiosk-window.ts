import { fileURLToPath } from "node:url";
import { BrowserWindow, type Rectangle, type Session } from "electron";

/** Built beside the main process. */
const preload = fileURLToPath(new URL("preload.cjs", import.meta.url));

export interface KioskWindow {
  /** By which a compositor's rules can tell the windows apart. */
  title: string;
  /** The display's. Wayland places windows by itself. */
  bounds: Rectangle;
  /** Not until `reveal`: it is drawn all the same. */
  hidden: boolean;
  devTools: boolean;
}

/**
 * Opens a full-screen window, black, with nothing loaded. Every preference that matters to safety is named, also where it
 * is Electron's default today, and named here, where build/electronegativity looks for it.
 */
export function openKioskWindow(partition: Session, { title, bounds, hidden, devTools }: KioskWindow): BrowserWindow {
  const window = new BrowserWindow({
    title,
    ...bounds,
    show: !hidden,
    backgroundColor: "#000000",
    // A full-screen window shows itself on some systems.
    kiosk: !hidden,
    frame: false,
    autoHideMenuBar: true,
    resizable: false,
    minimizable: false,
    webPreferences: {
      session: partition,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      safeDialogs: true,
      disableDialogs: true,
      devTools,
      zoomFactor: 1,
      // A window that the compositor takes for hidden must go on drawing: it may be the wall.
      backgroundThrottling: false,
      // An alarm sounds without anybody having touched the wall.
      autoplayPolicy: "no-user-gesture-required",
    },
  });
  window.removeMenu();
  // The page's title would take the place of its own.
  window.on("page-title-updated", (event) => event.preventDefault());
  if (hidden) window.webContents.setAudioMuted(true);
  return window;
}

/** Brings a window in front of whatever is on its display. */
export function reveal(window: BrowserWindow, bounds: Rectangle): void {
  assertKiosk(window, bounds);
  window.show();
  window.webContents.setAudioMuted(false);
}

/** Fills the display again: a television that was switched off, or another resolution, takes full-screen away. */
export function assertKiosk(window: BrowserWindow, bounds: Rectangle): void {
  window.setBounds(bounds);
  // Said anew, since a window manager may have undone it without a word: Electron would take it for done.
  window.setKiosk(false);
  window.setKiosk(true);
}
