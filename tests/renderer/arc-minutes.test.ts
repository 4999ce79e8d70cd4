import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { critical } from "../resources/scenes.ts";
import { findSizes, watchCanvasType } from "./find-sizes.ts";
import { WallBench } from "./open-wall.ts";

const bench = new WallBench();
beforeAll(() => bench.start(), 60_000);
afterEach(() => bench.clear());
afterAll(() => bench.stop());

/** Of Inter, in em: what is read of a line of type. */
const capHeightEm = 0.727;
const diagonalsInch = [24, 43, 55, 75, 98];
const distancesMm = [2000, 5000, 10_000];
const screens = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];

interface Seen {
  screen: { width: number; height: number };
  diagonalMm: number;
  distanceMm: number;
}

function arcMinutes(px: number, { screen, diagonalMm, distanceMm }: Seen): number {
  const capMm = (px * capHeightEm * diagonalMm) / Math.hypot(screen.width, screen.height);
  return (Math.atan(capMm / distanceMm) * 180 * 60) / Math.PI;
}

test.each(screens)(
  "[TH2] on $width × $height no text is below 16 arc minutes, from 24 to 98 inches and from 2 to 10 m",
  async (screen) => {
    const { wall, page } = await bench.open(critical(), { viewport: screen, init: watchCanvasType });
    await page.waitForSelector(".stat-value");
    for (const inch of diagonalsInch) {
      for (const distanceMm of distancesMm) {
        const seen = { screen, diagonalMm: inch * 25.4, distanceMm };
        wall.send({ type: "wall", wall: { ...wall.scene.welcome.wall, display: seen } });
        await vi.waitFor(async () => {
          const sizes = await page.evaluate(findSizes);
          if (distanceMm === 2000) expect(sizes.map(({ text }) => text)).toContain("on a canvas");
          expect(sizes.length).toBeGreaterThan(20);
          // A hundredth of a pixel is lost where sizes become custom properties.
          const small = sizes.filter(({ px }) => arcMinutes(px, seen) < 15.99);
          expect(small, `${inch} inches from ${distanceMm} mm`).toEqual([]);
        }, 6000);
      }
    }
  },
  120_000,
);

test("[TH12] the state in the header is never below 20 arc minutes, and headlines stand far above at two metres", async () => {
  const [screen = { width: 1920, height: 1080 }] = screens;
  const { wall, page } = await bench.open(critical(), { viewport: screen });
  await page.waitForSelector(".stat-value");
  const pxOf = (selector: string) =>
    page.$eval(selector, (element) => Number.parseFloat(getComputedStyle(element).fontSize));
  for (const distanceMm of distancesMm) {
    const seen = { screen, diagonalMm: 1397, distanceMm };
    wall.send({ type: "wall", wall: { ...wall.scene.welcome.wall, display: seen } });
    await vi.waitFor(async () => expect(arcMinutes(await pxOf(".state-word"), seen)).toBeGreaterThan(19.9), 6000);
    if (distanceMm > 2000) continue;
    expect(arcMinutes(await pxOf(".state-word"), seen)).toBeGreaterThan(32);
    expect(arcMinutes(await pxOf('[data-panel="dns"] .stat-value strong'), seen)).toBeGreaterThan(48);
  }
});
