import { fileURLToPath } from "node:url";
import { BrowserWindow, type BrowserWindowConstructorOptions, type Session } from "electron";

/** Built beside the main process. */
const preload = fileURLToPath(new URL("preload.cjs", import.meta.url));

/** Opens the full-screen window at once, black, with nothing loaded. */
export function openKioskWindow(partition: Session, { devTools }: { devTools: boolean }): BrowserWindow {
  const window = new BrowserWindow(kioskWindow(partition, devTools));
  window.removeMenu();
  return window;
}

/** Every preference that matters to safety is named, also where it is Electron's default today. */
function kioskWindow(partition: Session, devTools: boolean): BrowserWindowConstructorOptions {
  return {
    title: "Nocturne",
    backgroundColor: "#000000",
    kiosk: true,
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
  };
}
