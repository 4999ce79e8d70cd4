import type { Frame } from "../protocol/frames.ts";

/** A chart whose newest sample has stood still for more than so many of its own steps shows what was. */
const mostSteps = 2;

/**
 * Watches whether one panel's chart moves on. A source may be heard of all the time and answer a query with samples
 * that end at the same moment each time: what draws the chart then is as old as that moment's first sight.
 */
export class NewestSample {
  #newest: number | undefined;
  #since = 0;
  #observedAt = 0;

  /** When what the frame shows was observed: `observedAt`, or when its newest sample came where that stands still. */
  observedAt(frame: Frame, observedAt: number): number {
    if (frame.kind !== "series") return observedAt;
    const [before, newest] = frame.times.slice(-2);
    if (before === undefined || newest === undefined) return observedAt;
    if (newest !== this.#newest) {
      this.#newest = newest;
      this.#since = performance.now();
      this.#observedAt = observedAt;
    }
    const standsStill = performance.now() - this.#since > mostSteps * (newest - before);
    return standsStill ? this.#observedAt : observedAt;
  }
}
