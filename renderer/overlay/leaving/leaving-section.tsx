import { useState } from "react";
import type { Leaving } from "../../../server/protocol/bridge.ts";
import { kioskBridge } from "../bridge.ts";
import { Block } from "../parts/block.tsx";
import { Button } from "../parts/button.tsx";

type Kind = Leaving["kind"];

const ways: Record<Kind, { label: string; means: string }> = {
  reload: { label: "Reload the wall", means: "The page is loaded anew: the wall is dark for a second or two." },
  restart: {
    label: "Restart the kiosk",
    means: "The program ends and begins again: the wall is dark for some seconds.",
  },
  exit: {
    label: "Leave the kiosk",
    means: "The program ends for good: nothing is watched here until somebody starts it.",
  },
  shutdown: { label: "Turn the machine off", means: "Nothing is watched here until somebody turns it on again." },
};
const kinds: readonly Kind[] = ["reload", "restart", "exit", "shutdown"];

/** Ways out of the kiosk, each asked twice. Whether one may is for the kiosk to say, by what its server knows. */
export default function LeavingSection() {
  const [asked, setAsked] = useState<Kind>();
  const [trouble, setTrouble] = useState("");
  const leave = async (kind: Kind) => {
    const answer = await kioskBridge()?.leave({ kind });
    setTrouble(answer && !answer.ok ? answer.reason : "");
    setAsked(undefined);
  };
  return (
    <div className="blocks">
      {kinds.map((kind) => (
        <Block key={kind} title={ways[kind].label} state={ways[kind].means}>
          <div className="row">
            {asked === kind ? (
              <>
                <Button isMain onPress={() => void leave(kind)}>{`Yes: ${ways[kind].label.toLowerCase()}`}</Button>
                <Button onPress={() => setAsked(undefined)}>No</Button>
              </>
            ) : (
              <Button onPress={() => setAsked(kind)}>{ways[kind].label}</Button>
            )}
          </div>
        </Block>
      ))}
      {trouble !== "" && <p role="alert">{trouble}</p>}
    </div>
  );
}
