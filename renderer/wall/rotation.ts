import type { Page } from "../../server/protocol/wall.ts";

export interface Turn {
  page: Page;
  /** Until the next page, whole seconds rounded up; undefined where there is only one. */
  leftSeconds: number | undefined;
}

/** Which page shows `elapsedMs` after the first one appeared. Each stays for its seconds, and then they begin again. */
export function turnAt(pages: readonly Page[], elapsedMs: number): Turn | undefined {
  const [first, ...others] = pages;
  if (!first) return undefined;
  if (others.length === 0) return { page: first, leftSeconds: undefined };
  const round = pages.reduce((sum, { seconds }) => sum + seconds, 0);
  let into = (elapsedMs / 1000) % round;
  for (const page of pages) {
    if (into < page.seconds) return { page, leftSeconds: Math.ceil(page.seconds - into) };
    into -= page.seconds;
  }
  return { page: first, leftSeconds: Math.ceil(first.seconds) };
}
