import { isDeepStrictEqual } from "node:util";
import type { Lifetime } from "../lifetime.ts";
import { version } from "../version.ts";
import { versionOf } from "./apt-plan.ts";
import { markFile, readMark } from "./kept-mark.ts";
import type { UpdateMark } from "./update-mark.ts";
import type { UpdatesMachine } from "./updates-machine.ts";

const lookEveryMs = 30_000;
/** So long the room is told of it, milliseconds: whoever looks after the wall is there once a day. */
const toldForMs = 24 * 3_600_000;

/** Tells walls of an update that was taken back, and when that is over. On Linux another program writes it down. */
export function tellWalls(
  { folder }: UpdatesMachine,
  { tell, lifetime }: { tell(words: string[] | undefined): void; lifetime: Lifetime },
): void {
  if (folder === undefined) return;
  let told: string[] | undefined;
  const look = async () => {
    const mark = await readMark(markFile(folder)).catch(() => undefined);
    const words = tellRoom(mark, { version, now: Date.now() });
    if (lifetime.over || isDeepStrictEqual(words, told)) return;
    told = words;
    tell(words);
  };
  void look();
  lifetime.every(lookEveryMs, () => void look());
}

/**
 * What the room is told, longest first, for a day: that a version was taken back, or should have been, while that one
 * runs which was left there. What could not be installed has left the wall as it was.
 * @param now epoch milliseconds
 */
export function tellRoom(
  mark: UpdateMark | undefined,
  { version, now }: { version: string; now: number },
): string[] | undefined {
  if (mark?.state !== "settled" || !mark.last) return undefined;
  const { from, to, at, ended, why } = mark.last;
  if (ended === "kept" || ended === "not-installed") return undefined;
  const left = ended === "rolled-back" ? from : to;
  // The clock may have been set back meanwhile.
  if (versionOf(left) !== version || Math.abs(now - at) >= toldForMs) return undefined;
  const head = `Update to ${versionOf(to)} ${ended === "rolled-back" ? "was" : "could not be"} taken back`;
  const reason = forTheRoom(why);
  return reason === undefined ? [head] : [`${head}: ${reason}`, head];
}

/** A wall is public: places on the machine, and what to do there, are for who unlocks it. */
function forTheRoom(why: string): string | undefined {
  const [reason = ""] = why.split(/;| \(/, 1);
  return /[/\\]/.test(reason) ? undefined : reason;
}
