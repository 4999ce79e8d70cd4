import path from "node:path";
import type { Fault, Wall } from "../protocol/wall.ts";
import type { Config } from "./config.ts";
import type { ConfigFault } from "./faults.ts";

/** What walls are told of a configuration: where the credentials are and what is asked of sources stays on the server. */
export function toWall(config: Config, { demo, fault, update }: Shown): Wall {
  return {
    title: config.title,
    ...(config.logo && { logo: "/logo" }),
    demo,
    timeZones: config.timeZones,
    ...(config.display && { display: config.display }),
    screen: config.screen,
    sound: config.sound,
    unlockKey: config.kiosk.unlockKey,
    sources: config.sources.map(({ id, type, configured, simulated }) => ({
      id,
      type,
      cadenceMs: configured.cadenceMs,
      simulated,
    })),
    pages: config.pages.map(({ title, seconds, screens, panels }) => ({
      title,
      seconds,
      ...(screens && { screens }),
      panels: panels.map(({ panel }) => panel),
    })),
    ...(fault && { fault }),
    ...(update && { update }),
  };
}

interface Shown {
  demo: boolean;
  fault: Fault | undefined;
  /** Words for the room about an update. */
  update?: string[] | undefined;
}

/** The first fault, with the number of the others; undefined if there is none. Folders are left out: a wall is public. */
export function toWallFault([first, ...more]: readonly ConfigFault[]): Fault | undefined {
  return first && { ...first, file: path.basename(first.file), more: more.length };
}
