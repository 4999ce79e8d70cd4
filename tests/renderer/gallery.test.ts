import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { panelTypeNames } from "../../server/protocol/panels.ts";
import { gallery } from "../resources/gallery.ts";
import { onFarDisplay } from "../resources/scenes.ts";
import { findClipped } from "./find-clipped.ts";
import { findFaint } from "./find-faint.ts";
import { WallBench } from "./open-wall.ts";

const bench = new WallBench();
beforeAll(() => bench.start(), 60_000);
afterEach(() => bench.clear());
afterAll(() => bench.stop());

const landscape = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
const portrait = { width: 1080, height: 1920 };

/** A window that has just been resized is laid out anew within moments, on a busy machine within seconds. */
async function findFaults(page: Page): Promise<string[]> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const faults = await page.evaluate(findClipped);
    if (faults.length === 0 || performance.now() > deadline) return faults;
    await page.waitForTimeout(200);
  }
}

test.each(panelTypeNames)(
  "[PN10] no state of a panel of type %s is clipped, overlaps, scrolls, is too small or too faint",
  async (type) => {
    for (const [scene, screens] of [
      [gallery(type), [...landscape, portrait]],
      // Upright and from afar a quarter of the width holds five letters: no place for a panel.
      [onFarDisplay(gallery(type)), landscape],
    ] as const) {
      const { page, wall, complaints } = await bench.open(scene, { clock: true });
      await page.waitForSelector("[data-state]");
      for (const viewport of screens) {
        await page.setViewportSize(viewport);
        const where = `${JSON.stringify(viewport)} ${scene.welcome.wall.display ? "far" : ""}`;
        expect(await findFaults(page), where).toEqual([]);
      }
      expect(await page.evaluate(findFaint)).toEqual([]);
      wall.scene.pulses = false;
      await page.clock.fastForward(5000);
      await page.setViewportSize({ width: 1920, height: 1080 });
      await page.waitForSelector(".state-word:has-text('NO SIGNAL')", { timeout: 30_000 });
      expect(await findFaults(page), "without signal").toEqual([]);
      expect(await page.evaluate(findFaint), "without signal").toEqual([]);
      expect(complaints).toEqual([]);
    }
  },
  240_000,
);
