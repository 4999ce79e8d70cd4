import { type Browser, chromium } from "playwright";
import { chromiumFlags, chromiumPath } from "../../resources/chromium.ts";

let launched: Promise<Browser> | undefined;

/** The Chromium that stands in for Electron's. */
export function openChromium(): Promise<Browser> {
  launched ??= chromium.launch({
    executablePath: chromiumPath,
    args: chromiumFlags,
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
