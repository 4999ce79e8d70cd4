import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { SoundPlan } from "../../server/protocol/wall.ts";
import { chromiumFlags } from "../resources/chromium.ts";
import { alarm, at, planned, quiet } from "../resources/scenes.ts";
import { WallBench } from "./open-wall.ts";

// Pages turn, minutes pass and tones ring here, each in its own real time.
vi.setConfig({ testTimeout: 90_000 });

const bench = new WallBench();
beforeAll(() => bench.start(), 60_000);
afterEach(() => bench.clear());
afterAll(() => bench.stop());

const plan: SoundPlan = { enabled: true, volume: 0.5, warnings: true };
const core = () => alarm("edge/core", "critical", Date.now());

/** Hangs a meter of the test's own on whatever is connected to a loudspeaker, and notes which pitches it measures. */
function measure(): void {
  const connect = AudioNode.prototype.connect;
  const heard: number[] = [];
  const listen = (source: AudioNode) => {
    const meter = new AnalyserNode(source.context, { fftSize: 4096, smoothingTimeConstant: 0 });
    Reflect.apply(connect, source, [meter]);
    const [wave, levels] = [new Float32Array(meter.fftSize), new Float32Array(meter.frequencyBinCount)];
    setInterval(() => {
      meter.getFloatTimeDomainData(wave);
      if (Math.max(...wave.map(Math.abs)) < 0.02) return;
      meter.getFloatFrequencyData(levels);
      const hz = (levels.indexOf(Math.max(...levels)) * source.context.sampleRate) / meter.fftSize;
      heard.push(Math.round(hz));
      document.documentElement.dataset["heard"] = JSON.stringify(heard);
    }, 40);
  };
  // Both of its forms at once: the patch hands on whatever it is given.
  AudioNode.prototype.connect = function (this: AudioNode, ...target: unknown[]) {
    if (target[0] instanceof AudioDestinationNode) listen(this);
    return Reflect.apply(connect, this, target) as AudioNode;
  };
}

async function heard(page: Page): Promise<number[]> {
  return JSON.parse((await page.getAttribute("html", "data-heard")) ?? "[]") as number[];
}
const has = (pitches: number[], hz: number) => pitches.some((one) => Math.abs(one - hz) < 16);

test("[SN1] (FIELD 10) a critical really sounds in the browser, with its own tune, and an ack ends it at once", async () => {
  const { wall, page, complaints } = await bench.open(planned(quiet(), { sound: plan }), { init: measure });
  await page.waitForSelector('[data-state="clear"]');
  await page.waitForTimeout(500);
  expect(await heard(page)).toEqual([]);
  wall.send({ type: "alarm", alarm: core() });
  // Its last note.
  await vi.waitFor(async () => expect(has(await heard(page), 392)).toBe(true), 6000);
  const pitches = await heard(page);
  for (const hz of [659, 523]) expect(has(pitches, hz), `${hz} in ${pitches.join(" ")}`).toBe(true);
  expect(Math.max(...pitches)).toBeLessThan(700);
  // It comes again after ten seconds; an ack in its middle ends it.
  await vi.waitFor(async () => expect((await heard(page)).length).toBeGreaterThan(pitches.length + 8), 14_000);
  wall.send({ type: "alarm", alarm: { ...core(), workflow: "acknowledged" } });
  await page.waitForTimeout(250);
  const ended = (await heard(page)).length;
  await page.waitForTimeout(1500);
  expect((await heard(page)).length).toBe(ended);
  expect(complaints).toEqual([]);
  expect(await page.locator(".strip").count()).toBe(0);
});

test("[SN4] a warning is one soft note of another pitch", async () => {
  const { wall, page } = await bench.open(planned(quiet(), { sound: plan }), { init: measure });
  await page.waitForSelector('[data-state="clear"]');
  await page.waitForTimeout(1200);
  wall.send({ type: "alarm", alarm: alarm("edge/slow", "warning", Date.now()) });
  await vi.waitFor(async () => expect((await heard(page)).length).toBeGreaterThan(3), 4000);
  await page.waitForTimeout(2000);
  const pitches = await heard(page);
  expect(new Set(pitches.map((hz) => has([440], hz)))).toEqual(new Set([true]));
});

/** 08:00 in the browser's own zone, which is what the self-test is told in, comes 12 s after the start. */
const selfTest = (new Date(new Date().setUTCHours(7)).getHours() * 60 + 60) % 1440;

test("[SN6] (FIELD 10) the daily self-test sounds, is measured on its way to the loudspeaker, and passes", async () => {
  const scene = at("07:59:48", (now) => planned(quiet(now), { sound: { ...plan, selfTest } }));
  const { page } = await bench.open(scene, { init: measure });
  await vi.waitFor(async () => expect(has(await heard(page), 587)).toBe(true), { timeout: 50_000, interval: 500 });
  const pitches = await heard(page);
  for (const hz of [294, 370]) expect(has(pitches, hz), `${hz} in ${pitches.join(" ")}`).toBe(true);
  await page.waitForTimeout(2500);
  expect(await page.locator(".strip").count()).toBe(0);
});

test("[SN6] (FIELD 10) a self-test that makes no sound is said on the wall, in words and shape", async () => {
  const scene = at("07:59:48", (now) => planned(quiet(now), { sound: { ...plan, selfTest } }));
  const { page } = await bench.open(scene, {
    init: () => {
      OscillatorNode.prototype.start = () => undefined;
      OscillatorNode.prototype.stop = () => undefined;
    },
  });
  const strip = page.locator(".strip.warning");
  await strip.waitFor({ timeout: 50_000 });
  expect(await strip.textContent()).toMatch(/^SOUND FAILED · the self-test of \d\d:00 was not heard$/);
  expect(await strip.locator("[data-shape]").getAttribute("data-shape")).toBe("silent");
});

test.each<[string, SoundPlan, string]>([
  ["off", { ...plan, enabled: false }, "SOUND OFF · the configuration says so"],
  ["muted", { ...plan, volume: 0 }, "SOUND MUTED · the volume is 0"],
  [
    "in its quiet hours",
    { ...plan, quietHours: { from: 0, to: 1439, timeZone: "UTC", criticals: false } },
    "SOUND OFF until 23:59 · quiet hours, planned",
  ],
])("[SN7] a sound that is %s is said quietly: words and shape, no hue", async (_, sound, words) => {
  const { page } = await bench.open(at("12:00", (now) => planned(quiet(now), { sound })));
  const strip = page.locator(".strip.quiet");
  await strip.waitFor();
  await vi.waitFor(async () => expect(await strip.textContent()).toBe(words));
  expect(await strip.locator("[data-shape]").getAttribute("data-shape")).toBe("silent");
});

test("[SN7] (FIELD 10) a browser that blocks sound is said, until somebody touches the wall", async () => {
  const strict = new WallBench();
  await strict.start(chromiumFlags.filter((flag) => !flag.startsWith("--autoplay-policy")));
  try {
    const { page, wall } = await strict.open(planned(quiet(), { sound: plan }), { init: measure });
    await page.waitForSelector('.strip.warning:has-text("SOUND BLOCKED")', { timeout: 6000 });
    wall.send({ type: "alarm", alarm: core() });
    await page.waitForTimeout(1500);
    expect(await heard(page)).toEqual([]);
    await page.mouse.click(500, 500);
    await page.waitForSelector(".strip", { state: "detached", timeout: 4000 });
    await vi.waitFor(async () => expect((await heard(page)).length).toBeGreaterThan(3), 4000);
  } finally {
    await strict.stop();
  }
});
