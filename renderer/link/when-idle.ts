/** A picture's time at 60 Hz: so often at most is drawn what has come, and so long more it waits for a busy thread. */
const frameMs = 16;

let ranAt = Number.NEGATIVE_INFINITY;

/**
 * Runs once the thread has taken in all that came and is idle: it is drawn in one go, and is in the page already when the
 * next picture is begun.
 */
export function whenIdle(run: () => void): void {
  const delay = Math.max(0, ranAt + frameMs - performance.now());
  let ran = false;
  const once = () => {
    if (ran) return;
    ran = true;
    clearTimeout(timer);
    ranAt = performance.now();
    run();
  };
  const timer = setTimeout(once, delay + frameMs);
  // Not every browser knows what is idle: there it is drawn by the timer.
  if ("scheduler" in globalThis) void scheduler.postTask(once, { priority: "background", delay });
}
