import type { WallStore } from "./store.ts";

/** Moves the wall's clock on as the server's seconds begin, by one timer for all ages. The result stops it. */
export function runClock(store: WallStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const turn = () => {
    store.moveClock();
    // A little late rather than early, so that the second shown is the one that has begun.
    timer = setTimeout(turn, 1010 - (store.serverNow() % 1000));
  };
  turn();
  return () => clearTimeout(timer);
}
