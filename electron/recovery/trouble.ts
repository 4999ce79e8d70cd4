import type { RenderProcessGoneDetails } from "electron";

/** The steps of recovery, the gentlest first. */
export const rungs = ["socket", "reload", "window", "relaunch", "exit"] as const;
export type Rung = (typeof rungs)[number];

/** What can be wrong with a screen's picture, each with the gentlest step that may mend it. */
export const gentlest = {
  /** The page hears no pulse though the server answers. */
  "not-live": "socket",
  "load-failed": "reload",
  /** Something else than the wall is on the page. */
  "no-wall": "reload",
  blank: "reload",
  frozen: "reload",
  "renderer-gone": "reload",
  /** A page that hangs cannot load itself anew; beside it, its last picture stays until another is proven. */
  unanswered: "window",
  unresponsive: "window",
  uncaptured: "window",
  closed: "window",
  /** No renderer of this process will do better than the last one. */
  "cannot-launch": "relaunch",
  "gpu-lost": "relaunch",
} as const satisfies Record<string, Rung>;
export type Trouble = keyof typeof gentlest;

/** What a renderer's end means. https://www.electronjs.org/docs/latest/api/structures/render-process-gone-details */
export function troubleOf(reason: RenderProcessGoneDetails["reason"]): Trouble {
  switch (reason) {
    case "clean-exit":
    case "abnormal-exit":
    case "killed":
    case "crashed":
    case "oom":
    case "memory-eviction":
      return "renderer-gone";
    case "launch-failed":
    case "integrity-failure":
      return "cannot-launch";
  }
}

/** The worse of two: what needs the harder step. */
export function worse(one: Trouble, other: Trouble): Trouble {
  return rungs.indexOf(gentlest[other]) > rungs.indexOf(gentlest[one]) ? other : one;
}
