import { useSyncExternalStore } from "react";

const media = matchMedia("(prefers-reduced-motion: reduce)");

/** Whether this machine is set to move nothing that need not move. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(subscribe, () => media.matches);
}

function subscribe(listener: () => void): () => void {
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}
