import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { Choice } from "../parts/choice.tsx";

interface ActFormProps {
  action: "acknowledge" | "shelve";
  count: number;
  onAct(terms: { minutes: number; note: string }): void;
  onCancel(): void;
}

const hour = 60;
const day = 24 * hour;
const durations = {
  acknowledge: [
    { value: 30, label: "30 min" },
    { value: 2 * hour, label: "2 h" },
    { value: 8 * hour, label: "8 h" },
    { value: day, label: "1 day" },
    { value: 3 * day, label: "3 days" },
  ],
  shelve: [
    { value: hour, label: "1 h" },
    { value: 4 * hour, label: "4 h" },
    { value: day, label: "1 day" },
    { value: 7 * day, label: "7 days" },
    { value: 30 * day, label: "30 days" },
  ],
};
const usual = { acknowledge: 2 * hour, shelve: 4 * hour };
/** What is most often to be said, for who has no keyboard. */
const phrases = ["On it", "Ticket is open", "Known, waiting for a part", "Planned work"];

/** For how long, and why. After that time the alarm asks again. */
export function ActForm({ action, count, onAct, onCancel }: ActFormProps) {
  const [minutes, setMinutes] = useState(usual[action]);
  const [note, setNote] = useState("");
  const verb = action === "acknowledge" ? "Acknowledge" : "Shelve";
  const submit = () => onAct({ minutes, note: note.trim() });
  return (
    <div className="act-form">
      <Choice<number> label="For" options={durations[action]} chosen={minutes} onChoose={setMinutes} />
      {action === "acknowledge" && (
        <>
          <label className="field">
            <span>Note, for whoever looks next</span>
            <input
              type="text"
              value={note}
              maxLength={500}
              ref={focus}
              onChange={(event) => setNote(event.target.value)}
              onKeyDown={({ key }) => {
                if (key === "Enter") submit();
              }}
            />
          </label>
          <div className="act-phrases" role="group" aria-label="Usual notes">
            {phrases.map((phrase) => (
              <Button key={phrase} isOn={note === phrase} onPress={() => setNote(phrase)}>
                {phrase}
              </Button>
            ))}
          </div>
        </>
      )}
      <div className="act-choices">
        <Button isMain onPress={submit}>
          {count === 1 ? verb : `${verb} ${count} alarms`}
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}

function focus(input: HTMLInputElement | null): void {
  input?.focus();
}
