/** A window that is covered or switched off gets no animation frames, and its picture must not stop. */
const longestMs = 250;

/** Runs once just before the next picture is painted, so that all that came since the last one is drawn in one go. */
export function beforeNextFrame(run: () => void): void {
  let ran = false;
  const once = () => {
    if (ran) return;
    ran = true;
    clearTimeout(timer);
    cancelAnimationFrame(request);
    run();
  };
  const timer = setTimeout(once, longestMs);
  const request = requestAnimationFrame(once);
}
