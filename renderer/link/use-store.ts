import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { ClientMessage } from "../../server/protocol/client-messages.ts";
import type { Sounder } from "../sound/sounder.ts";
import type { ByHand, HandSettings } from "../wall/by-hand.ts";
import type { PageTurner } from "../wall/page-turner.ts";
import type { DrawnReport } from "./drawn-report.ts";
import type { Topic, WallStore } from "./store.ts";

/** What the server sent, and a way to answer it: all that a page needs which is not a wall itself. */
export interface Linked {
  store: WallStore;
  send(message: ClientMessage): void;
}

/** What turns pages and sounds on a wall. */
export interface Wiring {
  turner: PageTurner;
  sounder: Sounder;
  hand: ByHand;
  drawn: DrawnReport;
  /** There is a way to the server again, or a session. */
  reopen(): void;
}

export const LinkedContext = createContext<Linked | undefined>(undefined);
export const WiringContext = createContext<Wiring | undefined>(undefined);

export function useLinked(): Linked {
  const linked = useContext(LinkedContext);
  if (!linked) throw new Error("this part of the page is used outside its LinkedContext");
  return linked;
}

export function useWiring(): Wiring {
  const wiring = useContext(WiringContext);
  if (!wiring) throw new Error("this part of the wall is used outside its WiringContext");
  return wiring;
}

/**
 * What `read` makes of the store, drawn anew when a topic is told and the result is another one. Several topics are the
 * same array from one drawing to the next.
 */
export function useStore<T>(topics: Topic | readonly Topic[], read: (store: WallStore) => T): T {
  const { store } = useLinked();
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = [topics].flat().map((topic) => store.subscribe(topic, listener));
      return () => {
        for (const end of ends) end();
      };
    },
    [store, topics],
  );
  return useSyncExternalStore(subscribe, () => read(store));
}

/** What `read` makes of the pages' turns, drawn anew when the result is another one. */
export function useTurner<T>(read: (turner: PageTurner) => T): T {
  const { turner } = useWiring();
  return useSyncExternalStore(turner.subscribe, () => read(turner));
}

/** What an operator has set on this wall by hand. */
export function useByHand(): HandSettings {
  const { hand } = useWiring();
  return useSyncExternalStore(hand.subscribe, hand.settings);
}
