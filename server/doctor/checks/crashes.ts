import type { Check } from "../check.ts";
import { crashFolder, findCrashes } from "../crash-files.ts";
import { count, pass, warn } from "../finding.ts";

/** The kiosk has not crashed since its reports were last cleared away. */
export const crashes: Check = {
  name: "crashes",
  async look({ state }) {
    const folder = crashFolder(state);
    const found = await findCrashes(folder);
    const newest = found.at(-1);
    if (!newest) return pass("none");
    const when = new Date(newest.at).toISOString().slice(0, 16).replace("T", " ");
    return warn(
      `${count(found.length, "crash report")}, the newest of ${when} UTC`,
      `send what is in ${folder} to who looks after Nocturne, then delete it`,
    );
  },
};
