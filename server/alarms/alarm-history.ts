import type { HistoryEntry } from "../protocol/alarm-history.ts";
import type { Alarm } from "../protocol/messages.ts";

type Line = Pick<HistoryEntry, "what"> & Partial<HistoryEntry>;

const most = 2000;

/** What happened to alarms and who did it, the last two thousand entries. */
export class AlarmHistory {
  #entries: HistoryEntry[] = [];

  /** Notes all in which the two differ. `by`: who made the difference, if it was a person. */
  note(before: Alarm | undefined, after: Alarm | undefined, { now, by }: { now: number; by: string }): void {
    const alarm = after?.id ?? before?.id ?? "";
    for (const line of differences(before, after)) {
      this.#entries.push({ at: now, alarm, what: line.what, by: line.by ?? by, note: line.note ?? "" });
    }
    // Not at each entry: moving two thousand is dearer than adding one.
    if (this.#entries.length > 2 * most) this.#entries = this.#entries.slice(-most);
  }

  /** Newest first; of one alarm or of all. */
  list(alarm?: string): HistoryEntry[] {
    const kept = this.#entries.slice(-most).toReversed();
    return alarm === undefined ? kept : kept.filter((entry) => entry.alarm === alarm);
  }
}

function differences(before: Alarm | undefined, after: Alarm | undefined): Line[] {
  if (!after) return before?.process === "active" ? [{ what: "cleared" }] : before ? [{ what: "steady" }] : [];
  if (!before) return [{ what: "raised", note: `${after.severity}: ${after.summary}` }, ...handling(before, after)];
  return [
    ...when(before.severity !== after.severity, { what: "severity", note: after.severity }),
    ...when(before.state === "soft" && after.state === "hard", { what: "hard" }),
    ...when(before.flapping !== after.flapping, { what: after.flapping ? "flapping" : "steady" }),
    ...when(before.process !== after.process, { what: after.process === "active" ? "back" : "cleared" }),
    ...handling(before, after),
  ];
}

function handling(before: Alarm | undefined, after: Alarm): Line[] {
  const { acknowledgement, shelving, muted } = after;
  return [
    ...when(before?.acknowledgement?.at !== acknowledgement?.at, {
      what: acknowledgement ? "acknowledged" : "unacknowledged",
      ...(acknowledgement && { by: acknowledgement.by, note: acknowledgement.note }),
    }),
    ...when(before?.shelving?.until !== shelving?.until, {
      what: shelving ? "shelved" : "unshelved",
      ...(shelving && { by: shelving.by }),
    }),
    ...when(before?.muted?.by !== muted?.by, { what: muted ? "muted" : "unmuted", by: muted?.by ?? "" }),
  ];
}

function when(happened: boolean, line: Line): Line[] {
  return happened ? [line] : [];
}
