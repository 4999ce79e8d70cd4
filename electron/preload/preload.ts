// Runs before the page, in a world of its own: Vite makes one CommonJS file of it, as the sandbox wants.
import { contextBridge, ipcRenderer } from "electron";
import type { Bridge, BridgeCall } from "../../server/protocol/bridge.ts";
import { channelOf, unlockChannel } from "./channels.ts";

const ask = (call: BridgeCall, ...args: unknown[]) => ipcRenderer.invoke(channelOf(call), ...args);

// Named functions that hand on nothing of Electron: an event would bring the page its sender.
const bridge: Bridge = {
  onUnlock(listener) {
    const heard = () => listener();
    ipcRenderer.on(unlockChannel, heard);
    return () => void ipcRenderer.off(unlockChannel, heard);
  },
  identifyDisplays: () => ask("identifyDisplays"),
  kioskInfo: () => ask("kioskInfo"),
  leave: (leaving) => ask("leave", leaving),
};
contextBridge.exposeInMainWorld("nocturne", bridge);

const deny = (event: Event) => event.preventDefault();
// Nothing is carried into the wall, out of it, or about in it, and no menu is offered.
for (const kind of ["dragstart", "dragover", "drop", "contextmenu"])
  window.addEventListener(kind, deny, { capture: true });
// Two fingers on a pad that zoom are told as a wheel with Ctrl too.
const denyZoom = (event: WheelEvent) => (event.ctrlKey ? deny(event) : undefined);
window.addEventListener("wheel", denyZoom, { capture: true, passive: false });
