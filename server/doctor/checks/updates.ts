import path, { join } from "node:path";
import { type InstallNote, installFolder, readInstallNote } from "../../updates/install-note.ts";
import { markFile, readMark } from "../../updates/kept-mark.ts";
import type { UpdateOutcome } from "../../updates/update-mark.ts";
import { tellOutcome } from "../../updates/update-words.ts";
import { updateFolder } from "../../updates/updates-machine.ts";
import type { Check } from "../check.ts";
import { type Finding, fail, pass, skip, together, warn } from "../finding.ts";
import { createUpdateTask, findUpdateTask, type UpdateTask } from "../scheduled-task.ts";
import type { Site } from "../site.ts";

/** What became of the last update, and on Windows, whether there is somebody to install the next. */
export const updates: Check = {
  name: "updates",
  async look(site) {
    const { platform, root } = site;
    if (platform === "win32") return onWindows(site);
    if (platform !== "linux") return skip("looked at on Linux and Windows only");
    const file = markFile(join(root, updateFolder));
    try {
      const mark = await readMark(file);
      if (!mark) return skip("none was made so far");
      if (mark.state === "settled") return mark.last ? judge(mark.last, seeJournal) : skip("none was made by itself");
      return warn(
        `the one from ${mark.from} to ${mark.to} is not settled yet (${mark.state})`,
        "systemctl start nocturne-update.service, then: journalctl -u nocturne-update",
      );
    } catch {
      return warn(`${file} cannot be read`, "run it again: systemctl start nocturne-update.service");
    }
  },
};

const seeJournal = "see journalctl -u nocturne-update";
/** The task looks every five minutes: one look may be late. */
const looksWithinMs = 15 * 60_000;

async function onWindows(site: Site): Promise<Finding> {
  const { config, installation, env, userData } = site;
  if (config.kind !== "good" || config.config.updates?.feed === undefined)
    return skip("the configuration names no feed of updates");
  if (installation === undefined) return skip("not installed: a checkout is not updated");
  const task = await findUpdateTask(site);
  const note = await readInstallNote(installFolder(env)).catch(() => undefined);
  const mark = await readMark(markFile(userData)).catch(() => undefined);
  const last = mark?.state === "settled" ? mark.last : undefined;
  return together([
    judgeLooks(note),
    ...(task ? [judgeTask(task, path.win32.join(installation, "..", "Nocturne.exe"))] : []),
    ...(last ? [judge(last, "see the log")] : []),
  ]);
}

/** The wall's account may not see the task, but what it notes. */
function judgeLooks(note: InstallNote | undefined): Finding {
  if (note && Math.abs(Date.now() - note.lookedAt) <= looksWithinMs)
    return pass("the task that installs them is at work");
  return warn(
    `the task that installs them ${note ? `has not looked since ${timeOf(note.lookedAt)}` : "has never looked"}`,
    'as an administrator: schtasks /run /tn "Nocturne update", and ask again; if it stays so, install Nocturne again',
  );
}

function judgeTask({ isEnabled, isRepeated, isSystem, command }: UpdateTask, program: string): Finding {
  if (!isEnabled) return wrong("is disabled");
  if (!isRepeated) return wrong("does not begin by itself");
  if (!isSystem) return wrong("does not run as SYSTEM, and may not install");
  if (command.toLowerCase() !== `${program} install-update`.toLowerCase())
    return wrong(`runs ${command}, and not ${program} install-update`);
  return pass("it runs as SYSTEM");
}

function wrong(what: string): Finding {
  return fail(`the scheduled task Nocturne update ${what}`, createUpdateTask);
}

function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function judge(last: UpdateOutcome, whereElse: string): Finding {
  const { words, remedy } = tellOutcome(last);
  const seen = `${words} (${timeOf(last.at)})`;
  return remedy === undefined ? pass(seen) : warn(seen, `${remedy}; ${whereElse}`);
}
