import type { ClientMessage } from "../protocol/client-messages.ts";
import type { AlarmEntry } from "./alarm-entry.ts";

export type AlarmIntent = Extract<ClientMessage, { type: "acknowledge" | "unacknowledge" | "shelve" | "unshelve" }>;

/** Does with an alarm what a person asks; the answer is why not, or nothing. */
export function carryOut(
  entry: AlarmEntry,
  intent: AlarmIntent,
  { user, now }: { user: string; now: number },
): string | undefined {
  const { id, acknowledgement, shelving, silencedBy } = entry;
  const until = "minutes" in intent ? now + intent.minutes * 60_000 : now;
  switch (intent.type) {
    case "acknowledge":
      entry.handle({ acknowledgement: { by: user, at: now, until, note: intent.note } });
      return undefined;
    case "shelve":
      entry.handle({ shelving: { by: user, at: now, until } });
      return undefined;
    case "unacknowledge":
      if (!acknowledgement) return `${JSON.stringify(id)} is not acknowledged`;
      entry.handle({ acknowledgement: undefined });
      return undefined;
    case "unshelve":
      if (!shelving && silencedBy !== undefined)
        return `${JSON.stringify(id)} is silenced by ${silencedBy} where it comes from; end the silence there`;
      if (!shelving) return `${JSON.stringify(id)} is not shelved`;
      entry.handle({ shelving: undefined });
      return undefined;
  }
}
