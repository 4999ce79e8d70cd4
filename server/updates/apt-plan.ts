import { atLaunch, giveUp, type Present, type UpdateMark } from "./update-mark.ts";

/** What dpkg says of the package. Only a whole one can run. */
export type Installed = { kind: "whole"; version: string } | { kind: "broken" | "absent"; status: string };

/**
 * What is to be done by the run that finds this mark, and no other run beside it: prove the new version, take it back, or
 * nothing. Whatever interrupted the last one, dpkg knows what is there.
 */
export function resume(found: UpdateMark, installed: Installed, now: number): UpdateMark {
  if (found.state === "settled") return found;
  if (installed.kind !== "whole") {
    if (found.state === "rolling-back") return { ...found, at: now };
    return takeBack(found, now, `it was left half installed (${installed.status})`);
  }
  const present: Present = { version: installed.version, now };
  const next = atLaunch(found, present);
  // The old version is whole, and no installer is at work any more.
  return next.state === "installing" ? giveUp(next, present, "it was interrupted before anything was replaced") : next;
}

/** What has become of an installation that has just ended, well or not. */
export function afterInstall(mark: UpdateMark, installed: Installed, { now, failure }: Ended): UpdateMark {
  if (mark.state !== "installing") return mark;
  if (installed.kind !== "whole") return takeBack(mark, now, failure ?? `it is not whole (${installed.status})`);
  if (installed.version === mark.from)
    return giveUp(mark, { version: installed.version, now }, failure ?? "apt did not replace the old version");
  return atLaunch(mark, { version: installed.version, now });
}

export interface Ended {
  /** Epoch milliseconds. */
  now: number;
  failure: string | undefined;
}

function takeBack({ from, to }: { from: string; to: string }, now: number, why: string): UpdateMark {
  return { state: "rolling-back", from, to, at: now, why, tries: 1 };
}

/** A pre-release comes before its release: 1.0.0~rc.1 is 1.0.0-rc.1. What build/release/deb-control.ts wrote. */
export function versionOf(debian: string): string {
  return debian.replace("~", "-");
}
