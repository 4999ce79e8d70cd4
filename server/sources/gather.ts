import type { Lifetime } from "../lifetime.ts";

/** Calls within `ms` of the first become one, made when that time is over. */
export function gather(lifetime: Lifetime, ms: number, run: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    lifetime.after(ms, () => {
      due = false;
      run();
    });
  };
}
