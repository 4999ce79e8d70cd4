import { historyAnswer } from "../../../server/protocol/alarm-history.ts";
import type { Alarm } from "../../../server/protocol/messages.ts";
import { formatClock, formatDay } from "../../theme/format-time.ts";
import { useAnswer } from "../parts/use-answer.ts";
import { historyWords } from "./history-words.ts";

/** What else is known of an alarm, and what happened to it and by whom, newest first. */
export function AlarmDetails({ id, alarm }: { id: string; alarm: Alarm }) {
  const { answer: history } = useAnswer(
    `/api/alarms/history?alarm=${encodeURIComponent(alarm.id)}`,
    historyAnswer,
    alarm,
  );
  const labels = Object.entries(alarm.labels);
  return (
    <div className="alarm-details" id={id}>
      {alarm.acknowledgement?.note && <p>{`“${alarm.acknowledgement.note}” · ${alarm.acknowledgement.by}`}</p>}
      {labels.length > 0 && <p className="dim">{labels.map(([name, value]) => `${name}=${value}`).join("  ")}</p>}
      <h3>What happened</h3>
      {history && !history.ok && <p role="alert">{history.reason}</p>}
      <ol className="alarm-history">
        {history?.ok &&
          history.value.entries.map((entry) => (
            <li key={`${entry.at} ${entry.what}`}>
              <span className="figures dim">{`${formatDay(entry.at)} ${formatClock(entry.at)}`}</span>
              <span>{historyWords(entry)}</span>
            </li>
          ))}
      </ol>
      {history?.ok && history.value.entries.length === 0 && <p className="dim">Nothing since the server started.</p>}
    </div>
  );
}
