import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { Sounder } from "../sound/sounder.ts";
import type { PageTurner } from "../wall/page-turner.ts";
import type { DrawnReport } from "./drawn-report.ts";
import type { Topic, WallStore } from "./store.ts";

export interface Wiring {
  store: WallStore;
  turner: PageTurner;
  sounder: Sounder;
  drawn: DrawnReport;
}

export const WiringContext = createContext<Wiring | undefined>(undefined);

export function useWiring(): Wiring {
  const wiring = useContext(WiringContext);
  if (!wiring) throw new Error("this part of the wall is used outside its WiringContext");
  return wiring;
}

/** What `read` makes of the store, drawn anew when `topic` is told and the result is another one. */
export function useStore<T>(topic: Topic, read: (store: WallStore) => T): T {
  const { store } = useWiring();
  const subscribe = useCallback((listener: () => void) => store.subscribe(topic, listener), [store, topic]);
  return useSyncExternalStore(subscribe, () => read(store));
}

/** What `read` makes of the pages' turns, drawn anew when the result is another one. */
export function useTurner<T>(read: (turner: PageTurner) => T): T {
  const { turner } = useWiring();
  return useSyncExternalStore(turner.subscribe, () => read(turner));
}
