import type { LastUpdate, Told } from "../protocol/diagnostics.ts";
import type { UpdateMark, UpdateOutcome } from "./update-mark.ts";

/** How an update ended, and where it was not kept, what comes of it. */
export function tellOutcome({ from, to, ended, why }: UpdateOutcome): Told {
  switch (ended) {
    case "kept":
      return { words: `updated from ${from} to ${to}: ${why}` };
    case "not-installed":
      return {
        words: `${to} was not installed, and ${from} stays: ${why}`,
        remedy: "it is tried again in the next night",
      };
    case "rolled-back":
      return {
        words: `${to} was taken back, and ${from} is there again: ${why}`,
        remedy: "it is not tried again, but a newer one is; tell who releases it",
      };
    case "not-rolled-back":
      return {
        words: `${to} stays, since ${from} could not be installed again: ${why}`,
        remedy: `install ${from} by hand, and tell who releases ${to}`,
      };
  }
}

const underWay = {
  installing: "is being installed",
  proving: "is to prove itself",
  "rolling-back": "is being taken back",
} as const;

/** What became of the last update, or becomes of the present one; undefined where there was none by itself. */
export function tellLast(mark: UpdateMark | undefined): LastUpdate | undefined {
  if (!mark) return undefined;
  if (mark.state !== "settled") return { words: `${mark.to} ${underWay[mark.state]}, after ${mark.from}`, at: mark.at };
  return mark.last && { ...tellOutcome(mark.last), at: mark.last.at };
}
