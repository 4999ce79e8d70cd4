import type { HistoryEntry } from "../../../server/protocol/alarm-history.ts";

/** What happened, in words: "acknowledged by ada: ticket 4711". */
export function historyWords({ what, by, note }: HistoryEntry): string {
  const said = note === "" ? "" : `: ${note}`;
  const doer = by === "" ? "" : ` by ${by}`;
  switch (what) {
    case "raised":
      return `raised${said}`;
    case "hard":
      return "confirmed";
    case "severity":
      return `now ${note}`;
    case "cleared":
      return "cleared";
    case "back":
      return "is there again";
    case "flapping":
      return "comes and goes";
    case "steady":
      return "comes and goes no more";
    case "acknowledged":
    case "shelved":
      return `${what}${doer}${said}`;
    case "unacknowledged":
      return by === "" ? "its acknowledgement ran out, or its severity rose" : `acknowledgement taken back${doer}`;
    case "unshelved":
      return by === "" ? "its shelving ran out" : `taken out of the shelf${doer}`;
    case "muted":
      return by === "" ? "muted" : `muted behind ${by}`;
    case "unmuted":
      return "no longer muted";
  }
}
