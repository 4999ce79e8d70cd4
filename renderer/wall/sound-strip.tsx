import { useSyncExternalStore } from "react";
import { useWiring } from "../link/use-store.ts";
import { soundWords } from "./sound-words.ts";
import { Strip } from "./strip.tsx";

/** Says that an alarm would not be heard, and why. */
export function SoundStrip() {
  const { sounder } = useWiring();
  const words = soundWords(useSyncExternalStore(sounder.subscribe, sounder.state));
  return words && <Strip shape="silent" {...words} />;
}
