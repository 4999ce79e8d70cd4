import type { Input } from "electron";
import { Happening } from "./happening.ts";
import type { BrowserWindow } from "./window.ts";

/** Presses keys as Electron does: the main process is asked about each, and what it prevents the page never sees. */
export async function press(window: BrowserWindow, keys: string): Promise<void> {
  const event = new Happening();
  window.webContents.emit("before-input-event", event, inputOf(keys));
  if (!event.isPrevented) await (await window.page).keyboard.press(keys);
}

function inputOf(keys: string): Input {
  const names = keys.split("+");
  const key = names.pop() ?? "";
  const has = (name: string) => names.includes(name);
  return {
    type: "keyDown",
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
    control: has("Control"),
    alt: has("Alt"),
    shift: has("Shift"),
    meta: has("Meta"),
    isAutoRepeat: false,
    isComposing: false,
    location: 0,
    modifiers: names,
  };
}
