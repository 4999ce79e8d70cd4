import { checkOfConfig } from "../check.ts";
import { type Display, findDisplays } from "../displays.ts";
import { count, type Finding, fail, skip, together, warn } from "../finding.ts";
import { type Described, judgeType } from "../judge-type.ts";

/** The displays are there, and what is on them can be read from where people stand. */
export const displays = checkOfConfig("displays", async ({ display }, site) => {
  if (site.platform !== "linux") return skip("only the installed kiosk can see the displays here");
  const { outputs, connected } = await findDisplays(site.root);
  if (outputs === 0) return skip("no graphics card with an output is visible to this machine");
  if (connected.length === 0)
    return fail(
      `nothing is connected to any of ${count(outputs, "output")}`,
      "switch the display on, choose this input on it, and look at the cable",
    );
  return together(connected.map((one) => judge(one, display)));
});

function judge({ output, edid }: Display, described: Described): Finding {
  if (!edid?.px)
    return warn(
      `${output}: the display says nothing of itself (EDID)`,
      "connect it without a switch or an extender between, or try another cable",
    );
  const { px, sizeMm, name } = edid;
  const diagonalMm = sizeMm && Math.hypot(sizeMm.width, sizeMm.height);
  return judgeType({ name: name === "" ? output : `${output} (${name})`, px, diagonalMm }, described);
}
