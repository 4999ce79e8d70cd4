import { app } from "electron";
import type { Check } from "../../server/doctor/check.ts";
import { gpu as byItsFiles } from "../../server/doctor/checks/gpu.ts";
import { type Finding, pass, together, warn } from "../../server/doctor/finding.ts";

/** The graphics card draws the page: Chromium says so itself. */
export const gpu: Check = {
  name: byItsFiles.name,
  look: async (site, run) =>
    together([await byItsFiles.look(site, run), judgeCompositing(app.getGPUFeatureStatus().gpu_compositing)]),
};

/** https://www.electronjs.org/docs/latest/api/structures/gpu-feature-status */
export function judgeCompositing(status: string): Finding {
  return status.startsWith("enabled")
    ? pass("the page is drawn by the graphics card")
    : warn(
        `the page is drawn by the processor (${status})`,
        "install the graphics driver, or see crash reports for why it was given up",
      );
}
