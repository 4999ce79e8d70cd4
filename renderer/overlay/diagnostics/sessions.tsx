import { useState } from "react";
import { z } from "zod";
import type { SessionReport } from "../../../server/protocol/diagnostics.ts";
import { formatAge } from "../../theme/format-time.ts";
import { askServer } from "../ask-server.ts";
import { Block } from "../parts/block.tsx";
import { Button } from "../parts/button.tsx";
import { wallName } from "../walls/wall-words.ts";

interface SessionsProps {
  /** Undefined while their store does not answer. */
  reports: readonly SessionReport[] | undefined;
  onEnded(): void;
}

/** Who is signed in, and a way to end that. A wall whose session ends signs itself in again. */
export function Sessions({ reports, onEnded }: SessionsProps) {
  const [asked, setAsked] = useState<string>();
  const [trouble, setTrouble] = useState("");
  const end = async (ref: string) => {
    const answer = await askServer(`/api/sessions/${ref}/end`, z.undefined(), { method: "POST" });
    setAsked(undefined);
    setTrouble(answer.ok ? "" : answer.reason);
    onEnded();
  };
  if (!reports) return <Block title="Sessions" state="Their store does not answer now." />;
  return (
    <Block title="Sessions">
      {trouble !== "" && <p role="alert">{trouble}</p>}
      <ul className="facts-list">
        {reports.map(({ ref, user, role, ageMs, sockets, walls, isOwn }) => (
          <li className="fact-item" key={ref} data-session={user}>
            <div className="fact-words">
              <strong>{isOwn ? `${user} (this one)` : user}</strong>
              <span className="dim">
                {`${role} · signed in ${formatAge(ageMs)} ago · ${sockets === 1 ? "1 socket" : `${sockets} sockets`}`}
              </span>
              {walls.map((wall) => (
                <span key={wallName(wall)} className="dim">
                  {`${wallName(wall)}${wall.page === undefined ? "" : ` shows ${wall.page}`}`}
                </span>
              ))}
            </div>
            {!isOwn && asked !== ref && (
              <Button says={`End the session of ${user}`} onPress={() => setAsked(ref)}>
                End
              </Button>
            )}
            {asked === ref && (
              <>
                <Button isMain onPress={() => void end(ref)}>
                  Yes, end it
                </Button>
                <Button onPress={() => setAsked(undefined)}>No</Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Block>
  );
}
