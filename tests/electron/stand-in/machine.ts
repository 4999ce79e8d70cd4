import { EventEmitter } from "node:events";
import type { Display, PowerMonitor, PowerSaveBlocker, Screen } from "electron";
import { tell } from "./questions.ts";

/** What the kiosk reads of a display. */
export type StandInDisplay = Pick<Display, "id" | "label" | "bounds" | "scaleFactor">;

const usual: StandInDisplay = {
  id: 1,
  label: "Stand-in",
  bounds: { x: 0, y: 0, width: 800, height: 450 },
  scaleFactor: 1,
};

class StandInScreen extends EventEmitter {
  #displays: StandInDisplay[] = [usual];

  getAllDisplays(): StandInDisplay[] {
    return this.#displays;
  }

  getPrimaryDisplay(): StandInDisplay {
    return this.#displays[0] ?? usual;
  }

  /** Displays are plugged in, unplugged, or changed. */
  become(displays: StandInDisplay[]): void {
    const before = this.#displays;
    const isIn = (list: StandInDisplay[], { id }: StandInDisplay) => list.some((one) => one.id === id);
    this.#displays = displays;
    for (const display of before) if (!isIn(displays, display)) this.emit("display-removed", {}, display);
    for (const display of displays) {
      if (isIn(before, display)) this.emit("display-metrics-changed", {}, display, ["bounds"]);
      else this.emit("display-added", {}, display);
    }
  }
}

export const screen = new StandInScreen();
type ScreenSlice = Record<keyof Pick<Screen, "getAllDisplays" | "getPrimaryDisplay">, () => unknown>;
screen satisfies ScreenSlice;

export const powerMonitor = new EventEmitter();
powerMonitor satisfies Record<keyof Pick<PowerMonitor, "on" | "off">, unknown>;

let lastBlocker = 0;
export const powerSaveBlocker = {
  start(type) {
    tell({ kind: "done", call: "powerSaveBlocker.start", args: type });
    lastBlocker += 1;
    return lastBlocker;
  },
  stop(id) {
    tell({ kind: "done", call: "powerSaveBlocker.stop", args: id });
    return id === lastBlocker;
  },
} satisfies Pick<PowerSaveBlocker, "start" | "stop">;
