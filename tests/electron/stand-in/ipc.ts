import { readFile } from "node:fs/promises";
import type { ContextBridge, IpcMain, IpcMainInvokeEvent, IpcRenderer } from "electron";
import type { Frame, Page } from "playwright";

/** What Electron tells of the frame that asks. */
export type SenderFrame = { url: string; origin: string; parent: object | null } | null;

type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;
const listeners = new Map<string, Listener>();

export const ipcMain = {
  handle(channel, listener) {
    if (listeners.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    listeners.set(channel, listener);
  },
} satisfies Pick<IpcMain, "handle">;

/** Has a frame of the page, or one that a test makes up, ask the main process. */
export async function invoke(
  sender: object,
  senderFrame: SenderFrame,
  [channel, args]: [string, unknown[]],
): Promise<unknown> {
  const listener = listeners.get(channel);
  if (!listener) throw new Error(`No handler registered for '${channel}'`);
  // What crosses is a copy.
  return structuredClone(await listener({ sender, senderFrame } as IpcMainInvokeEvent, ...structuredClone(args)));
}

/**
 * Runs the built preload script before the page, in its main frame only. It shares the page's world, which Electron's has
 * not: so any frame of the page can try what a page could that broke out of its own, by `standInInvoke(channel, args)`.
 */
export async function runPreload(page: Page, file: string, sender: object): Promise<void> {
  await page.exposeBinding("standInInvoke", async ({ frame }, channel: string, args: unknown[]) =>
    invoke(sender, await readFrame(frame), [channel, args]),
  );
  const script = await readFile(file, "utf8");
  await page.addInitScript({
    content: `if (window === window.top) (function (require) { ${script} })((${electronInPage.toString()})())`,
  });
}

async function readFrame(frame: Frame): Promise<SenderFrame> {
  const parent = frame.parentFrame();
  return {
    url: frame.url(),
    origin: await frame.evaluate<string>("origin"),
    parent: parent && { url: parent.url() },
  };
}

/** The slice of "electron" that a preload script may ask for. It is run in the page, and so knows nothing of this file. */
function electronInPage() {
  type Heard = (...args: unknown[]) => void;
  const heard: Record<string, Set<Heard>> = {};
  const { standInInvoke } = window as unknown as { standInInvoke(channel: string, args: unknown[]): Promise<unknown> };
  const ipcRenderer: Pick<IpcRenderer, "invoke" | "on" | "off"> = {
    invoke: (channel, ...args) => standInInvoke(channel, args),
    on(channel, listener) {
      (heard[channel] ??= new Set()).add(listener as Heard);
      return ipcRenderer as IpcRenderer;
    },
    off(channel, listener) {
      heard[channel]?.delete(listener as Heard);
      return ipcRenderer as IpcRenderer;
    },
  };
  const contextBridge = {
    exposeInMainWorld: (name, api: object) =>
      void Object.defineProperty(window, name, { value: Object.freeze({ ...api }), enumerable: true }),
  } satisfies Pick<ContextBridge, "exposeInMainWorld">;
  const send = (channel: string, args: unknown[]) => {
    for (const listener of heard[channel] ?? []) listener({ sender: "the event is not for the page" }, ...args);
  };
  Object.assign(window, { standInSend: send });
  return (name: string) => {
    if (name !== "electron") throw new Error(`a sandboxed preload script cannot require "${name}"`);
    return { contextBridge, ipcRenderer };
  };
}
