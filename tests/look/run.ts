import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright";
import { Lifetime } from "../../server/lifetime.ts";
import { panelTypeNames } from "../../server/protocol/panels.ts";
import type { ScreenPlan } from "../../server/protocol/wall.ts";

import { chromiumFlags, chromiumPath } from "../resources/chromium.ts";
import { gallery } from "../resources/gallery.ts";
import * as scenes from "../resources/scenes.ts";
import { startScriptedWall } from "../resources/scripted-wall.ts";
import { shootEnrolment } from "./enrolment.ts";
import { shootOverlay } from "./overlay.ts";
import { shootRealWall } from "./real-wall.ts";

const night = { from: 22 * 60, to: 6 * 60, timeZone: "UTC" };
const still = { orbit: true };
const atNight = (plan: Partial<ScreenPlan>) =>
  scenes.at("23:00", (now) => scenes.planned(scenes.quiet(now), { screen: { ...still, ...plan } }));

/** Every state that a wall can be in, as a picture: `npm run look` for all, `npm run look -- critical` for some. */
const shown: Record<string, () => scenes.Scene> = {
  quiet: scenes.quiet,
  critical: scenes.critical,
  warning: scenes.warning,
  acknowledged: scenes.ackedOnly,
  blind: scenes.blindSource,
  lost: scenes.quiet,
  ...Object.fromEntries(panelTypeNames.map((type) => [`lost-gallery-${type}`, () => gallery(type)])),
  "signed-out": () => ({ ...scenes.quiet(), signedIn: false }),
  skewed: scenes.skewed,
  starting: scenes.starting,
  storm: scenes.storm,
  unanswered: scenes.unanswered,
  unconfirmed: scenes.unconfirmed,
  outage: scenes.outage,
  maintenance: scenes.maintenance,
  "far-outage": () => scenes.onFarDisplay(scenes.outage()),
  fault: scenes.configFault,
  empty: scenes.emptyWall,
  called: scenes.called,
  "night-off": () => atNight({ off: night }),
  "night-dimmed": () => atNight({ dim: { ...night, level: 0.5 } }),
  "night-ahead": () =>
    scenes.at("21:50", (now) => scenes.planned(scenes.quiet(now), { screen: { ...still, off: night } })),
  "sound-muted": () => scenes.planned(scenes.quiet(), { sound: { enabled: true, volume: 0, warnings: false } }),
  strips: scenes.manyStrips,
  "taken-back": () => scenes.takenBack(scenes.quiet()),
  "taken-back-critical": () => scenes.takenBack(scenes.critical()),
  "taken-back-strips": scenes.quietStrips,
  "far-taken-back": () => scenes.onFarDisplay(scenes.quietStrips()),
  "far-strips": () => scenes.onFarDisplay(scenes.manyStrips()),
  "far-called": () => scenes.onFarDisplay(scenes.called()),
  "far-night-off": () => scenes.onFarDisplay(atNight({ off: night })),
  ...Object.fromEntries(panelTypeNames.map((type) => [`gallery-${type}`, () => gallery(type)])),
  ...Object.fromEntries(
    panelTypeNames.map((type) => [`far-gallery-${type}`, () => scenes.onFarDisplay(gallery(type))]),
  ),
  "far-critical": () => scenes.onFarDisplay(scenes.critical()),
  "far-quiet": () => scenes.onFarDisplay(scenes.quiet()),
  "far-blind": () => scenes.onFarDisplay(scenes.blindSource()),
};
const sizes = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
/** Screens that are no 16:9, with the scenes that try them hardest. */
const odd = [
  { width: 1080, height: 1920 },
  { width: 3440, height: 1440 },
  { width: 5120, height: 1440 },
];
const onOdd = new Set(["quiet", "critical", "blind", "far-critical"]);
const folder = fileURLToPath(new URL("../../out/look/", import.meta.url));
const wanted = process.argv.slice(2);

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
for (const [name, scene] of Object.entries(shown)) {
  if (wanted.length === 0 || wanted.includes(name)) await shoot(browser, name, scene());
}
if (wanted.length === 0 || wanted.includes("real")) await shootRealWall(browser, { sizes, folder });
if (wanted.length === 0 || wanted.includes("overlay")) await shootOverlay(browser, { sizes, folder });
if (wanted.length === 0 || wanted.includes("enrolment")) await shootEnrolment(browser, { sizes, folder });
await browser.close();
console.log(`written to ${folder}`);

async function shoot(browser: Browser, name: string, scene: scenes.Scene): Promise<void> {
  const viewports = onOdd.has(name) ? [...sizes, ...odd] : sizes;
  for (const viewport of viewports) {
    const lifetime = new Lifetime();
    const files = fileURLToPath(new URL("../../out/renderer", import.meta.url));
    const wall = await startScriptedWall({ scene: { ...scene }, files, lifetime });
    const page = await browser.newPage({ viewport });
    await page.goto(wall.url);
    await page.waitForTimeout(1500);
    if (name.startsWith("lost")) {
      wall.scene.pulses = false;
      await page.waitForTimeout(5000);
    }
    await page.screenshot({ path: `${folder}${name}-${viewport.width}x${viewport.height}.png` });
    await page.close();
    await lifetime.end();
  }
}
