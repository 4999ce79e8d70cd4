/** What the kiosk's main process offers to its page. It asks the server for our role itself, whatever we say. */
export interface KioskBridge {
  /** The unlock keys were pressed. The result ends it. */
  onUnlock(listener: () => void): () => void;
  /** Each display says for some seconds which it is. */
  identifyDisplays(): Promise<unknown>;
  leave(request: { kind: LeaveKind }): Promise<unknown>;
  kioskInfo(): Promise<unknown>;
}

export type LeaveKind = "reload" | "restart" | "exit" | "shutdown";

declare global {
  interface Window {
    nocturne?: KioskBridge;
  }
}

/** Undefined in a plain browser. */
export function kioskBridge(): KioskBridge | undefined {
  return window.nocturne;
}
