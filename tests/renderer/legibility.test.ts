import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  blindSource,
  configFault,
  critical,
  demo,
  maintenance,
  onFarDisplay,
  outage,
  quiet,
  type Scene,
  starting,
  storm,
  unconfirmed,
} from "../resources/scenes.ts";
import { findClipped } from "./find-clipped.ts";
import { findFaint } from "./find-faint.ts";
import { WallBench } from "./open-wall.ts";

const bench = new WallBench();
beforeAll(() => bench.start(), 60_000);
afterEach(() => bench.clear());
afterAll(() => bench.stop());

const scenes: [string, () => Scene][] = [
  ["a quiet wall", quiet],
  ["a critical", critical],
  ["a blind source", blindSource],
  ["a start", starting],
  ["a storm of 200 states", storm],
  ["an outage, with too many alarms", outage],
  ["a first suspicion", unconfirmed],
  ["maintenance", maintenance],
  ["a fault in the configuration", configFault],
  ["the demo wall", demo],
];
const screens = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1080, height: 1920 },
];

test.each(scenes)(
  "[TH6] nothing is clipped, overlaps, scrolls or is too small: %s, on every screen",
  async (_, make) => {
    for (const scene of [make(), onFarDisplay(make())]) {
      const { page } = await bench.open(scene);
      await page.waitForSelector("[data-state]");
      for (const screen of screens) {
        await page.setViewportSize(screen);
        await page.waitForTimeout(400);
        expect(
          await page.evaluate(findClipped),
          `${JSON.stringify(screen)} ${scene.welcome.wall.display ? "far" : ""}`,
        ).toEqual([]);
      }
    }
  },
);

test("[TH6] nothing is clipped while the wall has no signal", async () => {
  for (const scene of [storm(), onFarDisplay(quiet())]) {
    const { page } = await bench.open({ ...scene, pulses: false });
    await page.waitForSelector(".state-word:has-text('NO SIGNAL')", { timeout: 6000 });
    await page.waitForTimeout(300);
    expect(await page.evaluate(findClipped)).toEqual([]);
  }
});

test("[TH7] no cursor, no selection and no scrollbar anywhere", async () => {
  const { page } = await bench.open(critical());
  await page.waitForSelector(".cell");
  const loose = await page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter((element) => getComputedStyle(element).cursor !== "none")
      .map(({ tagName }) => tagName),
  );
  expect(loose).toEqual([]);
  expect(await page.evaluate(() => getComputedStyle(document.body).userSelect)).toBe("none");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe("hidden");
});

test("[TH8] a quiet wall has no hue: every colour of text and shapes is a grey of the palette", async () => {
  const { page } = await bench.open(quiet());
  await page.waitForSelector(".cell");
  const saturated = await page.evaluate(() =>
    [...document.querySelectorAll(".header *, .tile:not([data-panel=events]) *")].flatMap((element) => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(element).color.match(/\d+/g) ?? []).map(Number);
      return Math.max(red, green, blue) - Math.min(red, green, blue) > 32 ? [element.className] : [];
    }),
  );
  expect(saturated).toEqual([]);
});

test("[TH9] text stands out at least 7 : 1 against what is behind it", async () => {
  for (const scene of [critical(), blindSource()]) {
    const { page } = await bench.open(scene);
    await page.waitForSelector(".cell");
    expect(await page.evaluate(findFaint)).toEqual([]);
  }
});
