import { useEffect } from "react";

/** Calls `leave` once nobody has touched a key or the screen for so long. Without `leave` nothing happens. */
export function useUnused(ms: number, leave: (() => void) | undefined): void {
  useEffect(() => {
    if (!leave) return undefined;
    let timer = setTimeout(leave, ms);
    const listening = new AbortController();
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(leave, ms);
    };
    for (const sign of ["keydown", "pointerdown"]) addEventListener(sign, again, { signal: listening.signal });
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, [ms, leave]);
}
