import { createContext, use, useSyncExternalStore } from "react";
import { type SeenWall, steering } from "../../../server/protocol/steering.ts";

/** The walls that look on, as the server told an operator's desk last. */
export class WallsSeen {
  readonly #listeners = new Set<() => void>();
  #walls: readonly SeenWall[] | undefined;

  /** Undefined until the server has told of them. */
  readonly walls = () => this.#walls;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What came in a `steering` message. */
  take(message: unknown): void {
    const read = steering.safeParse(message);
    if (!read.success || read.data.what !== "walls") return;
    this.#walls = read.data.walls;
    for (const listener of this.#listeners) listener();
  }
}

export const WallsContext = createContext<WallsSeen | undefined>(undefined);

export function useWallsSeen(): readonly SeenWall[] | undefined {
  const seen = use(WallsContext);
  if (!seen) throw new Error("the walls are steered from an operator's desk alone");
  return useSyncExternalStore(seen.subscribe, seen.walls);
}
