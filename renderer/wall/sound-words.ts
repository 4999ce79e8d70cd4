import { formatTimeOfDay } from "../../server/protocol/hours.ts";
import type { SoundState } from "../sound/sounder.ts";
import { formatMinute } from "../theme/format-time.ts";

interface SoundWords {
  tone: "quiet" | "warning";
  variants: string[];
}

/** Why no alarm is heard, longest first; undefined where one would be. What is meant to be so is said quietly. */
export function soundWords(state: SoundState): SoundWords | undefined {
  switch (state.kind) {
    case "none":
    case "ready":
      return undefined;
    case "off":
      return said("quiet", "SOUND OFF", "the configuration says so");
    case "muted":
      return state.until === undefined
        ? said("quiet", "SOUND MUTED", "the volume is 0")
        : said("quiet", `SOUND MUTED until ${formatMinute(state.until)}`, "by an operator");
    case "quiet":
      return said("quiet", `SOUND OFF until ${formatTimeOfDay(state.until)}`, "quiet hours, planned");
    case "blocked":
      return said("warning", "SOUND BLOCKED", "this browser lets no page sound until somebody clicks on it once");
    case "failed":
      return state.at === undefined
        ? said("warning", "SOUND FAILED", "this machine offers no loudspeaker")
        : said("warning", "SOUND FAILED", `the self-test of ${formatMinute(state.at)} was not heard`);
  }
}

function said(tone: SoundWords["tone"], word: string, why: string): SoundWords {
  return { tone, variants: [`${word} · ${why}`, word] };
}
