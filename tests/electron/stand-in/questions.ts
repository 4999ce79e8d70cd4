import type { SenderFrame } from "./ipc.ts";

/** What a test may ask of the kiosk's process, by way of the stand-in in it. All of it is JSON. */
export type Question =
  /** Runs an expression in the window's page. */
  | { ask: "evaluate"; expression: string }
  /** The cookies of the window's partition. */
  | { ask: "cookies" }
  | { ask: "address" }
  /** Has Electron's event happen; a callback is its last argument. */
  | { ask: "emit"; on: "app" | "contents" | "partition"; event: string; detail?: object; args?: unknown[] }
  /** Calls what was given to `session.setXHandler()`; a callback is its last argument. */
  | { ask: "handler"; name: string; args: unknown[] }
  /** Has a frame that the test makes up ask the main process, as `ipcRenderer.invoke` does. */
  | { ask: "invoke"; from: SenderFrame; channel: string; args: unknown[] }
  /** Presses keys in the window, by Playwright's names: "Control+Alt+u". */
  | { ask: "press"; keys: string }
  | { ask: "quit" };

export interface Outcome {
  prevented: boolean;
  /** What the callback was called with, once for each call. */
  answers: unknown[][];
  returned?: unknown;
}

export type Message =
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "failure"; id: number; reason: string }
  /** Something was done through Electron's API. */
  | { kind: "done"; call: string; args: unknown }
  /** Just before the process ends: what still keeps Node's event loop busy. */
  | { kind: "left"; resources: string[] };

export function tell(message: Message): void {
  process.send?.(message);
}
