import type { Page } from "../../server/protocol/wall.ts";

export interface KeyedPage {
  /** The title, with `#2`, `#3` … for repeats: pages that are moved in the file keep it. */
  key: string;
  page: Page;
}

export function keyPages(pages: readonly Page[]): KeyedPage[] {
  const taken = new Set<string>();
  return pages.map((page) => {
    let key = page.title;
    for (let copy = 2; taken.has(key); copy += 1) key = `${page.title}#${copy}`;
    taken.add(key);
    return { key, page };
  });
}

/**
 * Where a changed configuration leaves the wall that showed `shown`: on the page of that key, else on the one that has
 * most of its panels, else on the one that stands at its place. Undefined only where there are no pages.
 */
export function keepPlace(
  shown: string,
  before: readonly KeyedPage[],
  after: readonly KeyedPage[],
): string | undefined {
  if (after.some(({ key }) => key === shown)) return shown;
  const index = before.findIndex(({ key }) => key === shown);
  const panels = new Set(before[index]?.page.panels.map(({ id }) => id));
  const kept = ({ page }: KeyedPage) => page.panels.filter(({ id }) => panels.has(id)).length;
  const [closest] = after.toSorted((one, other) => kept(other) - kept(one));
  if (closest && kept(closest) > 0) return closest.key;
  return after[Math.min(Math.max(index, 0), after.length - 1)]?.key;
}
