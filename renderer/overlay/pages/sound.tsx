import { useState, useSyncExternalStore } from "react";
import { useLinked, useWiring } from "../../link/use-store.ts";
import { soundWords } from "../../wall/sound-words.ts";
import { Block } from "../parts/block.tsx";
import { Button } from "../parts/button.tsx";
import { mutes } from "./choices.ts";

const minuteMs = 60_000;

/** Tests and mutes this machine's sound. A mute ends by itself, and is said on the wall for as long. */
export function Sound() {
  const { sounder, hand } = useWiring();
  const { store } = useLinked();
  const state = useSyncExternalStore(sounder.subscribe, sounder.state);
  const [heard, setHeard] = useState("");
  const test = async () => {
    setHeard("Listen …");
    setHeard(testWords(await sounder.test()));
  };
  const words = soundWords(state)?.variants[0] ?? (state.kind === "none" ? "No sound is configured" : "Sound is on");
  const isMutedByHand = state.kind === "muted" && state.until !== undefined;
  return (
    <Block title="Sound" state={heard === "" ? words : `${words} · ${heard}`}>
      <div className="row">
        <Button onPress={() => void test()}>Test the sound</Button>
        {mutes.map(({ minutes, label }) => (
          <Button key={minutes} onPress={() => hand.set({ muteUntil: store.serverNow() + minutes * minuteMs })}>
            {label}
          </Button>
        ))}
        {isMutedByHand && (
          <Button isMain onPress={() => hand.set({ muteUntil: undefined })}>
            Sound again
          </Button>
        )}
      </div>
    </Block>
  );
}

function testWords(isHeard: boolean | undefined): string {
  if (isHeard === undefined) return "Not tested: it is off, or an alarm sounds";
  return isHeard ? "The test was heard on its way to the loudspeaker" : "The test was not heard";
}
