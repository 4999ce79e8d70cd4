import { useState } from "react";
import type { Alarm } from "../../../server/protocol/messages.ts";
import { useLinked } from "../../link/use-store.ts";
import { Button } from "../parts/button.tsx";
import { ActForm } from "./act-form.tsx";
import { type AlarmAction, actionsFor, actionWords, intentsFor } from "./alarm-actions.ts";

interface ActBarProps {
  /** Those that are chosen. */
  alarms: readonly Alarm[];
  onDone(): void;
}

/** What can be done with the alarms that are chosen. */
export function ActBar({ alarms, onDone }: ActBarProps) {
  const { send } = useLinked();
  const [asked, setAsked] = useState<"acknowledge" | "shelve">();
  if (alarms.length === 0) return null;
  const offered = actionsFor(alarms);
  const act = (action: AlarmAction, terms = { minutes: 0, note: "" }) => {
    for (const intent of intentsFor(action, alarms, terms)) send(intent);
    setAsked(undefined);
    onDone();
  };
  const start = (action: AlarmAction) => {
    if (action === "acknowledge" || action === "shelve") setAsked(action);
    else act(action);
  };
  return (
    <section className="act-bar" aria-label="What is to be done">
      <p role="status">{alarms.length === 1 ? `${alarms[0]?.name}` : `${alarms.length} alarms chosen`}</p>
      {asked && offered.includes(asked) ? (
        <ActForm
          key={asked}
          action={asked}
          count={alarms.length}
          onCancel={() => setAsked(undefined)}
          onAct={(terms) => act(asked, terms)}
        />
      ) : (
        <div className="act-choices">
          {offered.map((action) => (
            <Button key={action} isMain={action === "acknowledge"} onPress={() => start(action)}>
              {actionWords[action]}
            </Button>
          ))}
          <Button onPress={onDone}>Choose none</Button>
        </div>
      )}
    </section>
  );
}
