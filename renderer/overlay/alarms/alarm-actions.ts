import type { ClientMessage } from "../../../server/protocol/client-messages.ts";
import type { Alarm } from "../../../server/protocol/messages.ts";

export type AlarmAction = "acknowledge" | "shelve" | "unacknowledge" | "unshelve";
export type AlarmIntent = Extract<ClientMessage, { type: AlarmAction }>;

/** In the order in which they are offered. */
export const actionWords: Record<AlarmAction, string> = {
  acknowledge: "Acknowledge",
  shelve: "Shelve",
  unacknowledge: "Take acknowledgement back",
  unshelve: "Take out of the shelf",
};

const applies: Record<AlarmAction, (alarm: Alarm) => boolean> = {
  // One that is acknowledged already is so with a new note and a new end.
  acknowledge: ({ workflow }) => workflow !== "shelved",
  shelve: () => true,
  unacknowledge: ({ acknowledgement, workflow }) => acknowledgement !== undefined && workflow !== "shelved",
  unshelve: ({ shelving }) => shelving !== undefined,
};

/** What can be done with at least one of them. */
export function actionsFor(alarms: readonly Alarm[]): AlarmAction[] {
  return [...allActions].filter((action) => alarms.some(applies[action]));
}

const allActions: readonly AlarmAction[] = ["acknowledge", "shelve", "unacknowledge", "unshelve"];

/** What is asked of the server, for those to which it applies. */
export function intentsFor(
  action: AlarmAction,
  alarms: readonly Alarm[],
  { minutes, note }: { minutes: number; note: string },
): AlarmIntent[] {
  return alarms.filter(applies[action]).map(({ id: alarm }): AlarmIntent => {
    switch (action) {
      case "acknowledge":
        return { type: action, alarm, minutes, note };
      case "shelve":
        return { type: action, alarm, minutes };
      case "unacknowledge":
      case "unshelve":
        return { type: action, alarm };
    }
  });
}
