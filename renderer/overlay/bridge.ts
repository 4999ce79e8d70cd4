import type { Bridge } from "../../server/protocol/bridge.ts";

declare global {
  interface Window {
    nocturne?: Bridge;
  }
}

/** What the kiosk's main process offers to its page; undefined in a plain browser. */
export function kioskBridge(): Bridge | undefined {
  return window.nocturne;
}
