import { useEffect } from "react";
import { useLinked } from "../../link/use-store.ts";

/** The server is told at most so often. */
const tellEveryMs = 5000;

/** Tells the server that somebody works here, so that the wall does not lock itself under their hands. */
export function useInUse(isUnlocked: boolean): void {
  const { send } = useLinked();
  useEffect(() => {
    if (!isUnlocked) return undefined;
    const listening = new AbortController();
    let toldTick = performance.now();
    const used = () => {
      if (performance.now() < toldTick + tellEveryMs) return;
      toldTick = performance.now();
      send({ type: "in-use" });
    };
    for (const sign of ["pointerdown", "pointermove", "keydown", "wheel"]) {
      addEventListener(sign, used, { signal: listening.signal, passive: true });
    }
    return () => listening.abort();
  }, [isUnlocked, send]);
}
