import type { PresentConfig } from "../../../server/protocol/configuration.ts";
import { Button } from "../parts/button.tsx";
import { whenWords } from "./when-words.ts";

interface SavesListProps {
  present: PresentConfig;
  onTakeUp(version: string): void;
}

/** The texts that the configuration had, newest first, and who saved them. */
export function SavesList({ present: { saves, file, version }, onTakeUp }: SavesListProps) {
  return (
    <div className="saves">
      <p className="hint">{`${file}: the present text and the last ten before it.`}</p>
      <ol>
        {saves.map((save) => (
          <li key={`${save.version} ${save.at}`}>
            <span>{save.by === undefined ? "changed outside of this editor" : `saved by ${save.by}`}</span>
            <span className="dim figures">{whenWords(save.at)}</span>
            {save.version === version ? (
              <span className="dim">present</span>
            ) : (
              <Button says={`Take up the text of ${whenWords(save.at)}`} onPress={() => onTakeUp(save.version)}>
                Take up
              </Button>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
