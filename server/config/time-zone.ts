import { z } from "zod";
import { show } from "./issue-words.ts";
import { didYouMean } from "./nearest.ts";

const example = 'must be an IANA time zone, like "UTC" or "America/Los_Angeles"';

export const timeZone = z.string(example).refine(isTimeZone, {
  error: ({ input }) =>
    `${example}, not ${show(input)}${didYouMean(String(input), Intl.supportedValuesOf("timeZone"))}`,
});

/** Offsets ("+01:00") are left out: Intl takes them, but they are wrong for half of the year wherever clocks change. */
function isTimeZone(name: string): boolean {
  // The usual one, for which the tables of all zones (10 ms of a start) need not be read.
  if (name === "UTC") return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
