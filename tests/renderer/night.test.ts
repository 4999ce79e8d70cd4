import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { ScreenPlan } from "../../server/protocol/wall.ts";
import { alarm, at, onFarDisplay, planned, quiet, type Scene } from "../resources/scenes.ts";
import { findClipped } from "./find-clipped.ts";
import { findFaint } from "./find-faint.ts";
import { WallBench } from "./open-wall.ts";

// Pages turn, minutes pass and tones ring here, each in its own real time.
vi.setConfig({ testTimeout: 90_000 });

const bench = new WallBench();
beforeAll(() => bench.start(), 60_000);
afterEach(() => bench.clear());
afterAll(() => bench.stop());

const night = { from: 22 * 60, to: 6 * 60, timeZone: "UTC" };
const off: ScreenPlan = { orbit: true, off: night };
const scene = (time: string, screen: ScreenPlan): Scene => at(time, (now) => planned(quiet(now), { screen }));
const minute = 60_000;

/** The mean brightness of what is really on the screen, 0 to 255. */
async function brightness(page: Page): Promise<number> {
  const png = (await page.screenshot()).toString("base64");
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const paint = new OffscreenCanvas(image.width, image.height).getContext("2d");
    paint?.drawImage(image, 0, 0);
    const data = paint?.getImageData(0, 0, image.width, image.height).data ?? [];
    let sum = 0;
    for (let index = 1; index < data.length; index += 4) sum += data[index] ?? 0;
    return sum / (data.length / 4);
  }, png);
}

test("[WL33] at its hours a quiet wall is dimmed as configured, and a critical lights it at once", async () => {
  const { wall, page } = await bench.open(scene("23:00", { orbit: true, dim: { ...night, level: 0.4 } }));
  await page.waitForSelector('.wall[data-light="dimmed"]');
  const dimmed = await brightness(page);
  wall.send({ type: "alarm", alarm: alarm("edge/core", "critical", Date.now()) });
  await page.waitForSelector('.wall[data-light="lit"]', { timeout: 6000 });
  expect(await page.locator(".veil").count()).toBe(0);
  // The header's critical is bright by itself; what is dim is less than half of the rest.
  expect(dimmed).toBeLessThan(0.55 * (await brightness(page)));
});

test("[WL33] at its hours the screen is black but for one mark, which says so, pulses and moves once a minute", async () => {
  const { wall, page } = await bench.open(scene("23:00", off));
  const mark = page.locator(".screen-off-mark");
  await mark.waitFor();
  expect(await mark.textContent()).toMatch(/^SCREEN OFF 22:00–06:00, planned · \d\d:\d\d/);
  expect(await page.locator(".wall, .tile").count()).toBe(0);
  expect(await brightness(page)).toBeLessThan(0.6);
  const pulse = await page.getAttribute("[data-pulse]", "data-pulse");
  await vi.waitFor(async () => expect(await page.getAttribute("[data-pulse]", "data-pulse")).not.toBe(pulse), 3000);
  const places = new Set<string>();
  for (let step = 0; step < 6; step += 1) {
    const box = await mark.boundingBox();
    if (!box) throw new Error("the mark is gone");
    places.add(`${Math.round(box.x)} ${Math.round(box.y)}`);
    expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 1920 && box.y + box.height <= 1080).toBe(true);
    wall.scene.aheadMs = (wall.scene.aheadMs ?? 0) + minute;
    await page.waitForTimeout(2100);
  }
  expect(places.size).toBeGreaterThan(3);
});

test("[WL33] (FIELD 13) an open critical takes a screen that is off back at once; in hand, it goes off again", async () => {
  const { wall, page } = await bench.open(scene("23:00", off));
  await page.waitForSelector(".screen-off");
  const core = alarm("edge/core", "critical", Date.now());
  wall.send({ type: "alarm", alarm: core });
  await page.waitForSelector('[data-state="critical"]', { timeout: 6000 });
  expect(await page.locator(".cell").count()).toBe(24);
  wall.send({ type: "alarm", alarm: { ...core, workflow: "acknowledged" } });
  await page.waitForSelector(".screen-off", { timeout: 6000 });
  wall.scene.pulses = false;
  await page.waitForSelector(".state-word:has-text('NO SIGNAL')", { timeout: 9000 });
  expect(await page.locator(".tile").count()).toBe(8);
});

test("[WL33] the darkness is announced ahead, in words and shape, without hue", async () => {
  const { page } = await bench.open(scene("21:50", off));
  const strip = page.locator(".strip.quiet");
  await strip.waitFor();
  expect(await strip.textContent()).toMatch(/^SCREEN OFF 22:00–06:00, planned · in (9|10) min$/);
  expect(await page.evaluate(findClipped)).toEqual([]);
});

const place = (page: Page) => page.evaluate(() => document.querySelector(".wall")?.getBoundingClientRect().toJSON());

test("[WL32] the picture moves by a few pixels once a minute, and nothing of it ever leaves the screen", async () => {
  const { wall, page } = await bench.open(onFarDisplay(scene("12:00", { orbit: true })));
  await page.waitForSelector(".cell");
  const places = new Set<string>();
  for (let step = 0; step < 6; step += 1) {
    const { left, top, right, bottom } = (await place(page)) as DOMRect;
    places.add(`${left} ${top}`);
    expect([left >= 0, top >= 0, right <= 1920, bottom <= 1080]).toEqual([true, true, true, true]);
    expect(Math.max(left, top, 1920 - right, 1080 - bottom)).toBeLessThanOrEqual(6);
    expect(await page.evaluate(findClipped)).toEqual([]);
    wall.scene.aheadMs = (wall.scene.aheadMs ?? 0) + minute;
    await page.waitForTimeout(2100);
  }
  expect(places.size).toBeGreaterThan(3);
});

test("[WL32] while a critical is open it stands still, and where the machine asks for little motion always", async () => {
  const moving = await bench.open(scene("12:00", { orbit: true }));
  const still = await bench.open(scene("12:00", { orbit: true }), { reducedMotion: "reduce" });
  await moving.page.waitForSelector(".cell");
  moving.wall.send({ type: "alarm", alarm: alarm("edge/core", "critical", Date.now()) });
  await moving.page.waitForSelector('[data-state="critical"]');
  await still.page.waitForSelector(".cell");
  const before = [await place(moving.page), await place(still.page)];
  for (const { wall } of [moving, still]) wall.scene.aheadMs = (wall.scene.aheadMs ?? 0) + 5 * minute;
  await moving.page.waitForTimeout(2500);
  expect([await place(moving.page), await place(still.page)]).toEqual(before);
  expect(before[1]).toMatchObject({ x: 0, y: 0, width: 1920, height: 1080 });
});

test("[WL31] (FIELD 25) a screen that is off has no cursor either, and its words stand out 7 : 1", async () => {
  const { page } = await bench.open(onFarDisplay(scene("23:00", off)));
  await page.waitForSelector(".screen-off");
  await page.mouse.move(700, 400);
  await page.mouse.click(700, 400);
  const cursors = await page.evaluate(() =>
    [...document.querySelectorAll("*")].map((element) => getComputedStyle(element).cursor),
  );
  expect(new Set(cursors)).toEqual(new Set(["none"]));
  expect(await page.evaluate(findFaint)).toEqual([]);
  expect(await page.evaluate(findClipped)).toEqual([]);
});
