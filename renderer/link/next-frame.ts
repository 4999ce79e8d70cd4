/** A window that is covered or switched off gets no animation frames, and its picture must not stop. */
const longestMs = 250;

/** What is drawn now is painted at the end of this very frame. */
let isBeforePaint = false;

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
  const request = requestAnimationFrame(() => {
    isBeforePaint = true;
    once();
    // After React's own microtask, in which it draws what it was told.
    queueMicrotask(() => (isBeforePaint = false));
  });
}

/** Runs once what is in the page now was painted. In an occluded window nothing is, and it waits. */
export function afterPaint(run: () => void): void {
  if (isBeforePaint) setTimeout(run);
  else requestAnimationFrame(() => setTimeout(run));
}
