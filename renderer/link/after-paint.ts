/** Runs once what is in the page now was painted. In an occluded window nothing is, and it waits. */
export function afterPaint(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run));
}
