/** What of this machine decides where the wall is shown. */
export interface Machine {
  electron: string | undefined;
  browser: string | undefined;
  hasDisplay: boolean;
}

/** Where the wall is shown, and why there. */
export type Screen =
  | { kind: "electron"; program: string; why: string }
  | { kind: "browser"; program: string; why: string }
  | { kind: "link"; why: string };

/** Electron where its runtime is; else a browser of this machine; without either, or a display, a link for another's. */
export function chooseScreen({ electron, browser, hasDisplay }: Machine): Screen {
  if (!hasDisplay) {
    return { kind: "link", why: "there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)" };
  }
  if (electron) return { kind: "electron", program: electron, why: `its runtime is ${electron}` };
  const noElectron = "the Electron runtime is not installed (`npx install-electron` downloads it)";
  if (browser) return { kind: "browser", program: browser, why: `${noElectron}, and ${browser} is` };
  return { kind: "link", why: `${noElectron}, nor is Chromium or Chrome` };
}
