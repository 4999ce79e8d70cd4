import type { Lifetime } from "../../lifetime.ts";

/** What fails is tried again after this at the latest, however long the cadence. */
const retryMs = 5000;

/**
 * Asks now and then once per `everyMs`, for as long as the lifetime goes on. Never twice at once.
 * @param ask resolves to whether all went well
 * @returns asks now, unless it is being asked
 */
export function poll(lifetime: Lifetime, everyMs: number, ask: () => Promise<boolean>): () => void {
  let isAsking = false;
  let cancel: (() => void) | undefined;
  const turn = async () => {
    if (isAsking || lifetime.over) return;
    isAsking = true;
    cancel?.();
    const startedAt = performance.now();
    const well = await ask();
    isAsking = false;
    const pauseMs = well ? everyMs : Math.min(everyMs, retryMs);
    // Where the lifetime has ended meanwhile, nothing comes of it.
    cancel = lifetime.after(Math.max(0, startedAt + pauseMs - performance.now()), () => void turn());
  };
  void turn();
  return () => void turn();
}
