import type { SenderFrame } from "./ipc.ts";
import type { StandInDisplay } from "./machine.ts";

/** What a test may ask of the kiosk's process, by way of the stand-in in it. All of it is JSON. */
export type Question =
  /** Runs an expression in the window's page: the last one's, or that of the screen. */
  | { ask: "evaluate"; expression: string; screen?: number }
  /** What stands on the glass of a screen: whose words, and a PNG in base64. */
  | { ask: "glass"; screen?: number }
  /** Chromium's own command ends the process that draws the page, or the one that draws for all. */
  | { ask: "crash"; what: "renderer" | "gpu" }
  /** Displays come, go and change. */
  | { ask: "displays"; displays: StandInDisplay[] }
  /** So much memory is what the window's process holds from now on. */
  | { ask: "memory"; bytes: number }
  /** Somebody closes the window. */
  | { ask: "close-window" }
  /** Every socket to the server is cut without a word, as a pulled cable does. */
  | { ask: "cut" }
  /** The server hangs up on whoever comes, for as long as it is deaf. */
  | { ask: "deafen"; isDeaf: boolean }
  /** The kiosk's clocks, hurried from its start on, go so much faster from now on. */
  | { ask: "hurry"; times: number }
  /** The wall clock is set; the process is kept busy. */
  | { ask: "set-clock"; byMs: number }
  | { ask: "block"; ms: number }
  /** The kiosk's server goes on with another certificate, as another program on its port would. */
  | { ask: "certificate"; certificate: string; key: string }
  /** The cookies of the window's partition. */
  | { ask: "cookies" }
  | { ask: "address" }
  /** Has Electron's event happen; a callback is its last argument. */
  | {
      ask: "emit";
      on: "app" | "contents" | "partition" | "power" | "window";
      event: string;
      detail?: object;
      args?: unknown[];
    }
  /** Calls what was given to `session.setXHandler()`; a callback is its last argument. */
  | { ask: "handler"; name: string; args: unknown[] }
  /** Has a frame that the test makes up ask the main process, as `ipcRenderer.invoke` does. */
  | { ask: "invoke"; from: SenderFrame; channel: string; args: unknown[] }
  /** What a hand does in the window, by Chromium's own input. */
  | { ask: "gesture"; gesture: Gesture }
  /** Presses keys in the window, by Playwright's names: "Control+Alt+u". */
  | { ask: "press"; keys: string }
  | { ask: "quit" };

export type Gesture =
  | { kind: "click"; button: "left" | "right" }
  | { kind: "wheel"; control: boolean }
  /** Two fingers on a pad. */
  | { kind: "pinch"; scale: number }
  | { kind: "drop"; files: string[]; address: string };

export interface Outcome {
  prevented: boolean;
  /** What the callback was called with, once for each call. */
  answers: unknown[][];
  returned?: unknown;
}

export interface Glass {
  /** Something lies over the wall's page. */
  isCovered: boolean;
  words: string;
  png: string;
  /** Windows of this screen that are shown, and all of them. */
  shown: number;
  windows: number;
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
