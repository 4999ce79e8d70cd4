import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Frame } from "../../server/protocol/frames.ts";
import { gallery } from "../resources/gallery.ts";
import { galleryAlarms } from "../resources/gallery-alarms.ts";
import { frame } from "../resources/scenes.ts";
import { WallBench } from "./open-wall.ts";

// Two browsers on one busy core take their time.
vi.setConfig({ testTimeout: 60_000 });
const bench = new WallBench();
beforeAll(() => bench.start(), 60_000);
afterEach(() => bench.clear());
afterAll(() => bench.stop());

test("[PN12] no list of alarms is called empty while a source cannot be seen", async () => {
  const scene = gallery("alarms");
  scene.welcome.alarms = [];
  const { page, wall } = await bench.open(scene);
  const words = (panel: string) => page.textContent(`[data-panel="${panel}"] .tile-words`);
  await page.waitForSelector('[data-panel="live"] .tile-words');
  expect(await words("live")).toContain("No alarm in what can be seen");
  expect(await words("empty")).toContain("No active alarms");
  expect(await words("blind")).toContain("No alarm in what was seen");
  expect(await words("never")).toContain("Cannot see never");
  const now = Date.now();
  for (const { id } of scene.welcome.sources)
    wall.send({ type: "source", id, freshness: "live", since: now, observedAt: now, detail: "" });
  await page.waitForSelector('[data-panel="live"] .tile-words:has-text("No active alarms")');
  expect(await words("live")).toContain("13 of 13 sources proven");
});

test("[PN12] a list that may not be the whole truth says so, and what does not fit is counted", async () => {
  const { page } = await bench.open(gallery("alarms"));
  await page.waitForSelector('[data-panel="live"] [data-more]');
  expect(await page.textContent('[data-panel="live"] .alarms-note >> nth=1')).toMatch(/^more may be wrong: 4 sources/);
  const shown = await page.locator('[data-panel="many"] [data-alarm]').count();
  expect(await page.textContent('[data-panel="many"] [data-more]')).toBe(`+${24 - shown} more, worst: critical`);
});

test("[PN11] an alarm that is acknowledged steps back, with who did it and until when, and goes when it is gone", async () => {
  const scene = gallery("alarms");
  const { page, wall } = await bench.open(scene);
  const row = page.locator('[data-panel="critical"] [data-alarm="critical/edge-fw-2"]');
  await row.waitFor();
  expect(await row.getAttribute("data-look")).toBe("critical");
  const alarm = galleryAlarms(Date.now()).find(({ id }) => id === "critical/edge-fw-2");
  if (!alarm) throw new Error("the gallery has no such alarm");
  const acknowledgement = { by: "Ada", at: Date.now(), until: Date.now() + 3_600_000, note: "" };
  wall.send({ type: "alarm", alarm: { ...alarm, workflow: "acknowledged", acknowledgement } });
  await vi.waitFor(async () => expect(await row.getAttribute("data-look")).toBe("acknowledged"), 5000);
  expect(await row.textContent()).toMatch(/acked by Ada until \d\d:\d\d/);
  wall.send({ type: "alarm-gone", id: alarm.id });
  await row.waitFor({ state: "detached" });
});

test("[PN9] a state that flaps is a wave in the moments in which it seems well", async () => {
  const { page } = await bench.open(gallery("status"));
  const cell = page.locator('[data-panel="handled"] [data-cell="ldap"]');
  await cell.waitFor();
  expect(await cell.getAttribute("data-look")).toBe("flapping");
  expect(await cell.locator("[data-shape]").getAttribute("data-shape")).toBe("flapping");
});

test("[AR3] a stat, gauge or series whose alarm is acknowledged is quiet, and says who has it", async () => {
  for (const [type, limit] of [
    ["stat", 400],
    ["gauge", 400],
    ["series", "900 Mb/s"],
  ] as const) {
    const { page } = await bench.open(gallery(type));
    await page.waitForSelector('[data-panel="handled"] .threshold-mark.acknowledged:has-text("acked · Ada")');
    await page.waitForSelector(`[data-panel="critical"] .threshold-mark.critical:has-text("limit ${limit}")`);
    expect(await page.locator('[data-panel="handled"] .critical').count()).toBe(0);
  }
});

test("[PN13] a clock shows the server's time in its own zone, and says when it counts on by itself", async () => {
  const scene = gallery("clock");
  const { page, wall } = await bench.open(scene);
  const face = page.locator('[data-panel="live"] [data-zone="America/Los_Angeles"]');
  await face.waitFor();
  const format = { timeZone: "America/Los_Angeles", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const times = [Date.now() - 60_000, Date.now()].map((at) => new Intl.DateTimeFormat("en-GB", format).format(at));
  expect(times).toContain((await face.locator("strong").textContent())?.slice(0, 5));
  wall.scene.pulses = false;
  await page.waitForSelector('[data-panel="live"] .was-line:has-text("counted on by this screen for")', {
    timeout: 8000,
  });
});

test("[PN16] what is beyond the end of a gauge stands at it, with its number", async () => {
  const { page, wall } = await bench.open(gallery("gauge"));
  await page.waitForSelector('[data-panel="live"] .dial-value');
  const arc = () => page.getAttribute('[data-panel="live"] .dial-value', "d");
  const track = await page.getAttribute('[data-panel="live"] .dial-track', "d");
  expect(await arc()).not.toBe(track);
  const beyond: Frame = { kind: "stat", name: "Denies", value: 612, unit: "/min", level: "ok", trend: [] };
  wall.send({ type: "frame", ...frame("live", beyond, Date.now()), seq: 2 });
  await page.waitForSelector('[data-panel="live"] .gauge-value:has-text("612")');
  expect(await arc()).toBe(track);
});

test("[PN14] what is bad is counted where a ranking has no room for it", async () => {
  const { page, wall } = await bench.open(gallery("ranking"));
  await page.waitForSelector('[data-panel="many"] .ranked');
  expect(await page.locator('[data-panel="many"] .ranked-left').count()).toBe(0);
  const items = Array.from({ length: 40 }, (_, index) => ({
    name: `t${index}`,
    value: 100 - index,
    level: index > 37 ? ("critical" as const) : ("ok" as const),
  }));
  wall.send({ type: "frame", ...frame("many", { kind: "ranking", unit: "ms", items }, Date.now()), seq: 2 });
  await page.waitForSelector('[data-panel="many"] .ranked-left:has-text("+2 more, worst: critical")');
});

test("[PN15] uptime says since when it was watched, and hatches what it does not know", async () => {
  const { page } = await bench.open(gallery("uptime"));
  await page.waitForSelector('[data-panel="live"] [data-target="mail"] rect.unseen');
  expect(await page.locator('[data-panel="live"] rect.unwatched').count()).toBe(0);
  expect(await page.locator('[data-panel="critical"] [data-target="edge-fw-2"] rect.unwatched').count()).toBe(1);
  expect(await page.locator('[data-panel="critical"] .days-now.critical[d^="M"]').count()).toBe(1);
  expect(await page.textContent('[data-panel="live"] .uptime-foot')).toMatch(/^watched since .* · days are UTC$/);
});

test("[PN17] a ticker shows the newest events whole, the newest first, and stands still", async () => {
  const { page } = await bench.open(gallery("ticker"));
  await page.waitForSelector('[data-panel="live"] .ticker-item');
  const subjects = await page.locator('[data-panel="live"] .ticker-item strong').allTextContents();
  expect(subjects.slice(0, 2)).toEqual(["fw-1", "dist-sw-3"]);
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});

test("[PN18] a picture that cannot be loaded says so", async () => {
  const { page } = await bench.open(gallery("image"));
  await page.waitForSelector('[data-panel="never"] .tile-words:has-text("The picture cannot be loaded")');
  expect(await page.locator('[data-panel="live"] img').count()).toBe(1);
});
