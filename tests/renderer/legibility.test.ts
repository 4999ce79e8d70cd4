import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  ackedOnly,
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
import { findInaccessible } from "./find-inaccessible.ts";
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
const wideScreens = [
  { width: 3440, height: 1440 },
  { width: 5120, height: 1440 },
];

test.each(scenes)(
  "[TH6] nothing is clipped, overlaps, scrolls or is too small: %s, on every screen",
  async (_, make) => {
    const seen: [Scene, typeof screens][] = [
      [make(), [...screens, ...wideScreens]],
      [onFarDisplay(make()), screens],
      // Of the same diagonal they are so much lower that from five metres two rows of a page hold two lines.
      [onFarDisplay(make(), 3000), wideScreens],
    ];
    for (const [scene, on] of seen) {
      // One wall at a time: each draws all the while.
      await bench.clear();
      const { page } = await bench.open(scene);
      await page.waitForSelector("[data-state]");
      for (const screen of on) {
        await page.setViewportSize(screen);
        const where = `${JSON.stringify(screen)} ${JSON.stringify(scene.welcome.wall.display)}`;
        // A machine under load takes its time to lay out anew.
        await vi.waitFor(async () => expect(await page.evaluate(findClipped), where).toEqual([]), 6000);
      }
    }
  },
  60_000,
);

test("[TH6] nothing is clipped while the wall has no signal", async () => {
  for (const scene of [storm(), onFarDisplay(quiet())]) {
    const { page } = await bench.open({ ...scene, pulses: false });
    await page.waitForSelector(".state-word:has-text('NO SIGNAL')", { timeout: 6000 });
    await vi.waitFor(async () => expect(await page.evaluate(findClipped)).toEqual([]), 6000);
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

test.each<[string, () => Scene]>([...scenes, ["acknowledged alarms", ackedOnly]])(
  "[TH9] text stands out at least 7 : 1 against what is behind it, and axe finds nothing: %s",
  async (_, make) => {
    const { page } = await bench.open(make());
    await page.waitForSelector(".cell");
    expect(await page.evaluate(findFaint)).toEqual([]);
    expect(await findInaccessible(page)).toEqual([]);
  },
  60_000,
);

test("[TH13] where less motion is asked for, nothing is animated", async () => {
  const { page } = await bench.open(critical());
  await page.waitForSelector(".cell");
  const moving = () =>
    page.evaluate(() => {
      const tile = document.querySelector<HTMLElement>(".tile");
      if (!tile) throw new Error("no tile");
      Object.assign(tile.style, { transition: "opacity 10s", opacity: "1" });
      tile.getBoundingClientRect();
      tile.style.opacity = String(Number(getComputedStyle(tile).opacity) / 2);
      const { length } = document.getAnimations();
      Object.assign(tile.style, { transition: "none", opacity: "1" });
      return length;
    });
  expect(await moving()).toBe(1);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await moving()).toBe(0);
});
