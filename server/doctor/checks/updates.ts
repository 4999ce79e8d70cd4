import { join } from "node:path";
import { markFile, readMark } from "../../updates/kept-mark.ts";
import type { UpdateOutcome } from "../../updates/update-mark.ts";
import { tellOutcome } from "../../updates/update-words.ts";
import { updateFolder } from "../../updates/updates-machine.ts";
import type { Check } from "../check.ts";
import { type Finding, pass, skip, warn } from "../finding.ts";

/** What became of the last update by `nocturne update`. */
export const updates: Check = {
  name: "updates",
  async look({ platform, root }) {
    if (platform !== "linux") return skip("looked at on Linux only");
    const file = markFile(join(root, updateFolder));
    try {
      const mark = await readMark(file);
      if (!mark) return skip("none was made so far");
      if (mark.state === "settled") return mark.last ? judge(mark.last) : skip("none was made by itself");
      return warn(
        `the one from ${mark.from} to ${mark.to} is not settled yet (${mark.state})`,
        "systemctl start nocturne-update.service, then: journalctl -u nocturne-update",
      );
    } catch {
      return warn(`${file} cannot be read`, "run it again: systemctl start nocturne-update.service");
    }
  },
};

function judge(last: UpdateOutcome): Finding {
  const when = new Date(last.at).toISOString().slice(0, 16).replace("T", " ");
  const { words, remedy } = tellOutcome(last);
  const seen = `${words} (${when} UTC)`;
  return remedy === undefined ? pass(seen) : warn(seen, `${remedy}; see journalctl -u nocturne-update`);
}
