import { type Browser, chromium } from "playwright";
import { chromiumFlags, chromiumPath, headlessPath } from "../../resources/chromium.ts";

let launched: Promise<Browser> | undefined;

/** What shows the window where there is a compositor to show it. */
const inCage = ["--ozone-platform=wayland", "--kiosk"];

/** The Chromium that stands in for Electron's: without a screen unless a test gives it one. */
export function openChromium(): Promise<Browser> {
  const isShown = process.env["STAND_IN_SCREEN"] === "wayland";
  launched ??= chromium.launch({
    executablePath: isShown ? chromiumPath : headlessPath,
    headless: !isShown,
    args: isShown ? [...chromiumFlags, ...inCage] : chromiumFlags,
    // Its clock may be a hurried one.
    timeout: 0,
    handleSIGTERM: false,
    handleSIGINT: false,
  });
  return launched;
}

export async function closeChromium(): Promise<void> {
  await (await launched)?.close();
}
