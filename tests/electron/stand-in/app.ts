import { EventEmitter } from "node:events";
import type { App } from "electron";
import { closeChromium } from "./chromium.ts";
import { Happening } from "./happening.ts";
import { tell } from "./questions.ts";

class StandInApp extends EventEmitter {
  readonly isPackaged = process.env["STAND_IN_RESOURCES"] !== undefined;
  readonly #ready = Promise.withResolvers<void>();
  /** As a test says: nothing of this process is like what Electron measures. Memory in kB. */
  metrics: { pid: number; memory: { workingSetSize: number } }[] = [];
  #isExiting = false;

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Electron is ready only when the main module has run to its end. */
  becomeReady(): void {
    this.#ready.resolve();
    // Electron turns both into a quit.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => this.quit());
  }

  readonly commandLine = {
    appendSwitch: (name: string, value?: string) =>
      tell({ kind: "done", call: "app.commandLine.appendSwitch", args: value === undefined ? [name] : [name, value] }),
  };

  requestSingleInstanceLock(): boolean {
    return process.env["STAND_IN_IS_SECOND"] !== "1";
  }

  enableSandbox(): void {
    tell({ kind: "done", call: "app.enableSandbox", args: [] });
  }

  disableHardwareAcceleration(): void {
    tell({ kind: "done", call: "app.disableHardwareAcceleration", args: [] });
  }

  relaunch(): void {
    tell({ kind: "done", call: "app.relaunch", args: [] });
  }

  getAppMetrics(): { pid: number; memory: { workingSetSize: number } }[] {
    return this.metrics;
  }

  getPath(name: Parameters<App["getPath"]>[0]): string {
    const folder = process.env["STAND_IN_FOLDER"];
    if (name !== "userData" || !folder) throw new Error(`the stand-in has no folder "${name}"`);
    return folder;
  }

  setPath(name: string, path: string): void {
    tell({ kind: "done", call: "app.setPath", args: [name, path] });
  }

  getGPUFeatureStatus() {
    return { gpu_compositing: "disabled_software" } as ReturnType<App["getGPUFeatureStatus"]>;
  }

  quit(): void {
    const event = new Happening();
    this.emit("will-quit", event);
    if (!event.isPrevented) this.exit();
  }

  exit(code = 0): void {
    if (this.#isExiting) return;
    this.#isExiting = true;
    void closeChromium().finally(() => {
      tell({ kind: "left", resources: process.getActiveResourcesInfo() });
      process.exit(code);
    });
  }
}

export const app = new StandInApp();
app satisfies Pick<
  App,
  | "isPackaged"
  | "whenReady"
  | "requestSingleInstanceLock"
  | "enableSandbox"
  | "disableHardwareAcceleration"
  | "relaunch"
  | "getPath"
  | "setPath"
  | "getGPUFeatureStatus"
  | "quit"
  | "exit"
>;
