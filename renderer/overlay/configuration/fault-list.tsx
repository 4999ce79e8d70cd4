import { useDraft } from "./use-draft.ts";

const mostShown = 3;

/** What is wrong with the text, and what the server said last. */
export function FaultList() {
  const { faults, words, present } = useDraft().state;
  const more = faults.length - mostShown;
  return (
    <div className="configuration-words" role="status">
      {present?.readOnly !== undefined && <p className="read-only">{`Read only: ${present.readOnly}.`}</p>}
      {words && <p className={words.tone}>{words.tone === "refused" ? `Not done: ${words.text}` : words.text}</p>}
      {faults.slice(0, mostShown).map(({ line, column, message }) => (
        <p key={`${line} ${column} ${message}`} className="refused">
          {line === undefined ? message : `Line ${line}: ${message}`}
        </p>
      ))}
      {more > 0 && <p className="refused">{`and ${more} more`}</p>}
    </div>
  );
}
