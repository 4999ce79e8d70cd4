import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  called,
  configFault,
  critical,
  manyStrips,
  onFarDisplay,
  quiet,
  quietStrips,
  type Scene,
  takenBack,
} from "../resources/scenes.ts";
import { findClipped } from "./find-clipped.ts";
import { findFaint } from "./find-faint.ts";
import { WallBench } from "./open-wall.ts";

// Pages turn, minutes pass and tones ring here, each in its own real time.
vi.setConfig({ testTimeout: 90_000 });

const bench = new WallBench();
beforeAll(() => bench.start(), 60_000);
afterEach(() => bench.clear());
afterAll(() => bench.stop());

const screens = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1080, height: 1920 },
];

const scenes: [string, () => Scene][] = [
  ["a page that is held", called],
  ["lines below the picture", manyStrips],
  ["quiet lines below the picture", quietStrips],
];

test.each(scenes)(
  "[TH6] [TH9] nothing of %s is clipped, overlaps, is too small or faint, on every screen",
  async (_, make) => {
    for (const viewport of screens) {
      // A wall of its own for each, since one whose data has aged meanwhile shows something else.
      for (const scene of [make(), onFarDisplay(make())]) {
        const { page } = await bench.open(scene, { viewport });
        await page.waitForSelector(".strip, .page-line.held");
        const isClean = async () => expect(await page.evaluate(findClipped)).toEqual([]);
        await vi.waitFor(isClean, { timeout: 5000, interval: 200 });
        expect(await page.evaluate(findFaint)).toEqual([]);
        await bench.clear();
      }
    }
  },
  90_000,
);

test("[WL34] what is meant to be so shares a line where it fits, below what is not", async () => {
  const { page } = await bench.open(manyStrips());
  await page.waitForSelector(".strip.warning");
  const [fault, sound, dark] = await page
    .locator(".strip")
    .evaluateAll((strips) => strips.map((strip) => [strip.textContent, Math.round(strip.getBoundingClientRect().top)]));
  expect([fault?.[0], sound?.[0], dark?.[0]]).toEqual([
    expect.stringContaining("Configuration not applied"),
    expect.stringContaining("SOUND OFF"),
    expect.stringContaining("SCREEN OFF 22:00–06:00, planned"),
  ]);
  expect(sound?.[1]).toBe(dark?.[1]);
  expect(Number(sound?.[1])).toBeGreaterThan(Number(fault?.[1]));
});

test("[UP64] an update that was taken back is one quiet line: all stays clear, and it goes when it is told no more", async () => {
  const { wall, page } = await bench.open(takenBack(quiet()));
  const strip = page.locator(".strip");
  await page.locator('[data-state="clear"]').waitFor();
  expect(await strip.textContent()).toBe("Update to 1.4.0 was taken back: its picture was not proven within a minute");
  expect(await strip.getAttribute("class")).toBe("strip quiet");
  // Who looks after the wall mends the other first.
  wall.send({ type: "wall", wall: takenBack(configFault()).welcome.wall });
  await page.locator(".strip.warning").waitFor();
  expect(await page.locator(".strip").count()).toBe(1);
  wall.send({ type: "wall", wall: takenBack(quiet()).welcome.wall });
  await page.locator(".strip.quiet").waitFor();
  wall.send({ type: "wall", wall: quiet().welcome.wall });
  await strip.waitFor({ state: "detached" });
  await page.locator('[data-state="clear"]').waitFor();
});

test("[UP64] beside a critical it stays as quiet, below the picture", async () => {
  const { page } = await bench.open(takenBack(critical()));
  await page.locator('[data-state="critical"]').waitFor();
  const strip = page.locator(".strip.quiet");
  expect(await strip.textContent()).toMatch(/^Update to 1\.4\.0 was taken back/);
  const [line, picture] = [await strip.boundingBox(), await page.locator(".picture").boundingBox()];
  expect(line?.y).toBeGreaterThanOrEqual((picture?.y ?? 0) + (picture?.height ?? 0));
});
