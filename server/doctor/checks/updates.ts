import { resolve } from "node:path";
import { readMark } from "../../updates/kept-mark.ts";
import { updateFolder } from "../../updates/update-folder.ts";
import type { UpdateOutcome } from "../../updates/update-mark.ts";
import type { Check } from "../check.ts";
import { type Finding, pass, skip, warn } from "../finding.ts";

/** What became of the last update by `nocturne update`. */
export const updates: Check = {
  name: "updates",
  async look({ platform, root }) {
    if (platform !== "linux") return skip("looked at on Linux only");
    const file = resolve(root, `.${updateFolder}`, "update.json");
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

function judge({ from, to, at, ended, why }: UpdateOutcome): Finding {
  const when = new Date(at).toISOString().slice(0, 16).replace("T", " ");
  if (ended === "kept") return pass(`from ${from} to ${to} at ${when} UTC`);
  const words = {
    "rolled-back": "was taken back",
    "not-installed": "was not installed",
    "not-rolled-back": "is bad, and stays",
  };
  return warn(
    `${to} ${words[ended]} at ${when} UTC: ${why}`,
    "see journalctl -u nocturne-update; tell who releases it",
  );
}
