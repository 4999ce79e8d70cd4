import type { WallStore } from "../link/store.ts";
import { useStore } from "../link/use-store.ts";

export interface Unseen {
  id: string;
  /** Undefined if it was never seen. Whole seconds, in milliseconds. */
  seenAgoMs: number | undefined;
}

/** The real sources that cannot be seen now, or the one named if it cannot. */
export function useUnseen(source: string | undefined): Unseen[] {
  // As text, so that equal answers are equal, and nothing is drawn anew for them.
  const read = (store: WallStore) => JSON.stringify(unseenOf(store, source));
  useStore("sources", read);
  const unseen: Unseen[] = JSON.parse(useStore("clock", read));
  return unseen;
}

function unseenOf(store: WallStore, source: string | undefined): Unseen[] {
  const { tick } = store.clock();
  return (store.wall()?.sources ?? []).flatMap(({ id, simulated }) => {
    if (source === undefined ? simulated : id !== source) return [];
    const seen = store.sources().get(id);
    const freshness = seen?.state.freshness ?? "blind";
    if (freshness === "live" || freshness === "ageing") return [];
    const seenAgoMs =
      seen?.observedTick === undefined ? undefined : Math.floor((tick - seen.observedTick) / 1000) * 1000;
    return [{ id, seenAgoMs }];
  });
}
