import type { Trouble } from "../recovery/trouble.ts";

/** What the page says of itself. It is not trusted with more than this. */
export interface PageWord {
  /** `live`: it hears the server's pulse. `none`: no wall is on the page. */
  link: "live" | "connecting" | "lost" | "signed-out" | "refused" | "none";
  /** Pulses drawn since it was loaded. */
  pulses: number;
}

/** One capture of a window, with what its page said just before. */
export interface Sample {
  page: PageWord;
  blank: boolean;
  /** A digest of the region that must move: the pulse of a live wall, the clock of a blind one; undefined without one. */
  moving: string | undefined;
}

export type Verdict =
  /** On the glass is what the page knows now. A `blind` wall says itself that it sees nothing. */
  | { kind: "proven"; sight: "live" | "blind" }
  | { kind: "failed"; trouble: Trouble }
  /** Two captures that cannot tell: there was none before, or the ring stands where it stood a whole turn ago. */
  | { kind: "undecided" };

/** The ring takes eight steps for a turn; what the page says may be a pulse behind what is captured. */
const turn = 8;

/** Judges what two captures, the older first, prove together. */
export function judgePicture(before: Sample | undefined, now: Sample): Verdict {
  const { page, blank, moving } = now;
  if (page.link === "none") return { kind: "failed", trouble: "no-wall" };
  if (blank) return { kind: "failed", trouble: "blank" };
  const sight = page.link === "live" ? "live" : "blind";
  // Words for the whole screen, before there was any picture: nothing on it could be taken for news.
  if (moving === undefined) return sight === "blind" ? { kind: "proven", sight } : { kind: "undecided" };
  if (before?.moving === undefined || before.page.link !== page.link) return { kind: "undecided" };
  if (before.moving !== moving) return { kind: "proven", sight };
  if (sight === "live" && mayLookTheSame(page.pulses - before.page.pulses)) return { kind: "undecided" };
  return { kind: "failed", trouble: "frozen" };
}

function mayLookTheSame(steps: number): boolean {
  const place = ((steps % turn) + turn) % turn;
  return steps !== 0 && [turn - 1, 0, 1].includes(place);
}
