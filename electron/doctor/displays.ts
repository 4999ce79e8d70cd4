import { screen } from "electron";
import { checkOfConfig } from "../../server/doctor/check.ts";
import { displays as byItsFiles } from "../../server/doctor/checks/displays.ts";
import { fail, together } from "../../server/doctor/finding.ts";
import { judgeType } from "../../server/doctor/judge-type.ts";

/** On Linux the kernel knows how large a display is; elsewhere Electron tells its pixels, and nobody its size. */
export const displays = checkOfConfig(byItsFiles.name, ({ display }, site, run) => {
  if (site.platform === "linux") return byItsFiles.look(site, run);
  const all = screen.getAllDisplays();
  if (all.length === 0) return fail("no display is connected", "switch it on, and choose this input on it");
  return together(
    all.map(({ label, bounds, scaleFactor }, index) => {
      const px = { width: Math.round(bounds.width * scaleFactor), height: Math.round(bounds.height * scaleFactor) };
      return judgeType({ name: label || `display ${index + 1}`, px, diagonalMm: undefined }, display);
    }),
  );
});
