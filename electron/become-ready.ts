import { app } from "electron";
import { hasDisplay } from "./has-display.ts";

const readyWithinMs = 5000;

/** Whether Electron gets ready, so that the keyring, the displays and the graphics card can be asked. */
export async function becomesReady(): Promise<boolean> {
  if (!hasDisplay(process)) return false;
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), readyWithinMs);
  const isReady = await Promise.race([app.whenReady().then(() => true), late.promise]);
  clearTimeout(timer);
  return isReady;
}
