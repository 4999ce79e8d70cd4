import { subscribe } from "node:diagnostics_channel";
import type { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { Server as TlsServer } from "node:tls";
import { app } from "./app.ts";
import { openChromium } from "./chromium.ts";
import { disturb, hurry } from "./fast-clock.ts";
import { gesture } from "./gesture.ts";
import { Happening } from "./happening.ts";
import { invoke } from "./ipc.ts";
import { press } from "./keyboard.ts";
import { powerMonitor, screen } from "./machine.ts";
import type { Glass, Outcome, Question } from "./questions.ts";
import { BrowserWindow } from "./window.ts";

const sockets = new Set<Socket>();
let isDeaf = false;
const tlsServers = new Set<TlsServer>();
// Those that a server of this process has taken: https://nodejs.org/api/diagnostics_channel.html#net
subscribe("net.server.socket", (message) => {
  const { socket } = message as { socket: Socket & { server?: unknown } };
  if (socket.server instanceof TlsServer) tlsServers.add(socket.server);
  if (isDeaf) socket.destroy();
  sockets.add(socket.once("close", () => sockets.delete(socket)));
});

/** Answers a test's question from inside the kiosk's process. */
export async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case "quit":
      return app.quit();
    case "set-clock":
    case "block":
      return disturb(question);
    case "cut":
      return sockets.forEach((socket) => socket.destroy());
    case "certificate":
      for (const server of tlsServers) server.setSecureContext({ cert: question.certificate, key: question.key });
      return sockets.forEach((socket) => socket.destroy());
    case "hurry":
      return hurry(question.times);
    case "deafen":
      ({ isDeaf } = question);
      if (isDeaf) sockets.forEach((socket) => socket.destroy());
      return;
    case "displays":
      return screen.become(question.displays);
    case "glass":
      return lookAt(question.screen ?? 1);
    default:
      return answerOf(windowOf("screen" in question ? question.screen : undefined), question);
  }
}

type OfWindow = Exclude<
  Question,
  { ask: "quit" | "set-clock" | "block" | "cut" | "hurry" | "deafen" | "certificate" | "displays" | "glass" }
>;

async function answerOf(window: BrowserWindow, question: OfWindow): Promise<unknown> {
  const page = await window.webContents.page;
  switch (question.ask) {
    case "evaluate":
      return page.evaluate(question.expression);
    case "cookies":
      return page.context().cookies();
    case "address":
      return page.url();
    case "crash":
      return question.what === "renderer" ? window.webContents.crash() : crashGpu();
    case "memory":
      app.metrics = [
        { pid: window.webContents.getOSProcessId(), memory: { workingSetSize: Math.ceil(question.bytes / 1024) } },
      ];
      return;
    case "close-window":
      return page.close();
    case "invoke":
      return invoke(window.webContents, question.from, [question.channel, question.args]);
    case "gesture":
      return gesture(page, question.gesture);
    case "press":
      return press(window, question.keys);
    case "emit": {
      const emitters: Record<typeof question.on, EventEmitter> = {
        app,
        contents: window.webContents,
        partition: window.partition,
        power: powerMonitor,
        window,
      };
      return emit(emitters[question.on], question);
    }
    case "handler": {
      const handler = window.partition.handlers.get(question.name);
      if (!handler) throw new Error(`the kiosk set no handler "${question.name}"`);
      const answers: unknown[][] = [];
      // The arguments are the test's own, made to the handler's shape.
      const returned = handler(...([...question.args, (...given: unknown[]) => answers.push(given)] as never[]));
      return { prevented: false, answers, returned } satisfies Outcome;
    }
  }
}

function windowOf(screen: number | undefined): BrowserWindow {
  const shown = BrowserWindow.all.filter((window) => window.isVisible && isOf(window, screen));
  const window = shown.at(-1);
  if (!window) throw new Error("there is no such window");
  return window;
}

function isOf({ title }: BrowserWindow, screen: number | undefined): boolean {
  return screen === undefined || title === `Nocturne ${screen}`;
}

async function lookAt(screen: number): Promise<Glass> {
  const windows = BrowserWindow.all.filter((window) => isOf(window, screen));
  const window = windowOf(screen);
  const top = window.views.at(-1)?.webContents ?? window.webContents;
  const page = await top.page;
  const [words, png] = [await page.evaluate("document.body.innerText"), await page.screenshot()];
  return {
    isCovered: top !== window.webContents,
    words: String(words),
    png: png.toString("base64"),
    shown: windows.filter(({ isVisible }) => isVisible).length,
    windows: windows.length,
  };
}

async function crashGpu(): Promise<void> {
  const session = await (await openChromium()).newBrowserCDPSession();
  await session.send("Browser.crashGpuProcess");
}

function emit(emitter: EventEmitter, { event, detail, args = [] }: Extract<Question, { ask: "emit" }>): Outcome {
  const answers: unknown[][] = [];
  const happening = Object.assign(new Happening(), detail);
  emitter.emit(event, happening, ...args, (...given: unknown[]) => answers.push(given));
  return { prevented: happening.isPrevented, answers };
}
