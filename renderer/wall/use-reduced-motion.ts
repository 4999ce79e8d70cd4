import { useSyncExternalStore } from "react";

let known: MediaQueryList | undefined;
/** Asked for once: to make one at each drawing is dear. */
const media = () => (known ??= matchMedia("(prefers-reduced-motion: reduce)"));

/** Whether this machine is set to move nothing that need not move. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(subscribe, () => media().matches);
}

function subscribe(listener: () => void): () => void {
  media().addEventListener("change", listener);
  return () => media().removeEventListener("change", listener);
}
