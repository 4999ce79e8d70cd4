import { z } from "zod";

const step = { from: z.string(), to: z.string(), /** Epoch milliseconds. */ at: z.number() };

/** How the last attempt to update from one version to another ended. */
const outcome = z.strictObject({
  ...step,
  ended: z.enum(["kept", "rolled-back", "not-installed", "not-rolled-back"]),
  why: z.string(),
});
export type UpdateOutcome = z.infer<typeof outcome>;

/** What is on the disk while versions change, so that whichever of them is started next knows what is to be done. */
export const updateMark = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("settled"), last: outcome.optional() }),
  z.strictObject({ state: z.literal("installing"), ...step }),
  z.strictObject({ state: z.literal("proving"), ...step, launches: z.int().min(1) }),
  z.strictObject({ state: z.literal("rolling-back"), ...step, why: z.string(), tries: z.int().min(1) }),
]);
export type UpdateMark = z.infer<typeof updateMark>;

export const freshMark: UpdateMark = { state: "settled" };

/** So often a new version may be started without a proven picture, and the old one's installer be run. */
const mostTries = 3;

/** An installer that was started is given so long. Until then, the supervisor may start the version that it replaces. */
export const installWithinMs = 600_000;

export interface Present {
  /** The version that runs. */
  version: string;
  /** Epoch milliseconds. */
  now: number;
}

export function beginInstall({ version, now }: Present, to: string): UpdateMark {
  return { state: "installing", from: version, to, at: now };
}

/** What is to be done by the process that finds this mark: `prove` its picture, or run the old installer. */
export function atLaunch(found: UpdateMark, present: Present): UpdateMark {
  const mark = found.state === "proving" && found.to === present.version ? launchedAgain(found, present) : found;
  return settle(mark, present);
}

/** What has become of an installer, as far as the running version and the time tell. */
export function settle(mark: UpdateMark, present: Present): UpdateMark {
  const { version } = present;
  if (mark.state === "settled") return mark;
  // A technician has installed something else: that is nothing to be proven or taken back.
  if (version !== mark.from && version !== mark.to) return freshMark;
  const isNew = version === mark.to;
  switch (mark.state) {
    case "installing":
      if (isNew) return { ...mark, state: "proving", at: present.now, launches: 1 };
      return isOverdue(mark, present) ? end(mark, present, "not-installed", "the installer did not replace it") : mark;
    case "proving":
      return isNew ? mark : end(mark, present, "rolled-back", "the earlier version was installed again by hand");
    case "rolling-back": {
      if (!isNew) return end(mark, present, "rolled-back", mark.why);
      if (!isOverdue(mark, present)) return mark;
      if (mark.tries >= mostTries) return end(mark, present, "not-rolled-back", mark.why);
      return { ...mark, at: present.now, tries: mark.tries + 1 };
    }
  }
}

export function keep(mark: UpdateMark, present: Present, why: string): UpdateMark {
  return mark.state === "proving" ? end(mark, present, "kept", why) : mark;
}

export function giveUp(mark: UpdateMark, present: Present, why: string): UpdateMark {
  if (mark.state === "installing") return end(mark, present, "not-installed", why);
  if (mark.state !== "proving") return mark;
  return { state: "rolling-back", from: mark.from, to: mark.to, at: present.now, why, tries: 1 };
}

/** A version that did not prove itself waits for a newer one; one that could not be installed, for the next window. */
export function mayTry(mark: UpdateMark, version: string, { now }: Pick<Present, "now">): boolean {
  if (mark.state !== "settled") return false;
  const { last } = mark;
  if (last?.to !== version || last.ended === "kept") return true;
  return last.ended === "not-installed" && Math.abs(now - last.at) > nextWindowMs;
}

const nextWindowMs = 12 * 3_600_000;

function launchedAgain(mark: Extract<UpdateMark, { state: "proving" }>, present: Present): UpdateMark {
  if (mark.launches < mostTries) return { ...mark, launches: mark.launches + 1 };
  return giveUp(mark, present, `it was started ${mostTries} times without a proven picture`);
}

/** The clock may have been set back meanwhile. */
function isOverdue({ at }: { at: number }, { now }: Present): boolean {
  return Math.abs(now - at) >= installWithinMs;
}

function end(
  { from, to }: { from: string; to: string },
  { now }: Present,
  ended: UpdateOutcome["ended"],
  why: string,
): UpdateMark {
  return { state: "settled", last: { from, to, at: now, ended, why } };
}
