import { useMemo } from "react";
import { lineChanges } from "./line-changes.ts";

const signs = { same: " ", gone: "−", new: "+" };
const says = { same: "", gone: "removed: ", new: "added: " };

/** What another text would change, line by line. */
export function YamlDiff({ before, after }: { before: string; after: string }) {
  const changes = useMemo(() => lineChanges(before, after), [before, after]);
  if (changes.length === 0) return <p className="hint">Nothing is changed so far.</p>;
  return (
    <div className="yaml-diff">
      {changes.map((lines) => (
        <ol key={`${lines[0]?.kind} ${lines[0]?.line}`}>
          {lines.map(({ kind, line, text }) => (
            <li key={`${kind} ${line}`} className={kind}>
              <span className="yaml-diff-line figures">{line}</span>
              <span className="yaml-diff-sign" aria-hidden="true">
                {signs[kind]}
              </span>
              <code>
                <span className="unseen">{says[kind]}</span>
                {text}
              </code>
            </li>
          ))}
        </ol>
      ))}
    </div>
  );
}
