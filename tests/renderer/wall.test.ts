import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Frame } from "../../server/protocol/frames.ts";
import {
  ackedOnly,
  blindSource,
  configFault,
  critical,
  demo,
  emptyWall,
  frame,
  maintenance,
  outage,
  quiet,
  type Scene,
  skewed,
  starting,
  storm,
  unconfirmed,
  warning,
} from "../resources/scenes.ts";
import { WallBench } from "./open-wall.ts";

const bench = new WallBench();
beforeAll(() => bench.start(), 60_000);
afterEach(() => bench.clear());
afterAll(() => bench.stop());

test.each<[string, () => Scene, string, string]>([
  ["all is well", quiet, "clear", "ALL CLEAR"],
  ["a critical is unacknowledged", critical, "critical", "1 CRITICAL"],
  ["a source cannot be seen", blindSource, "blind", "CANNOT SEE metrics"],
  ["a source has just been started", starting, "blind", "NOT YET SEEN metrics"],
  ["all alarms are acknowledged", ackedOnly, "acknowledged", "1 ACKNOWLEDGED"],
  ["a warning is unacknowledged", warning, "warning", "1 WARNING"],
  ["something is only suspected", unconfirmed, "waiting", "1 UNCONFIRMED"],
  ["much stands behind what is down", outage, "critical", "2 CRITICAL"],
  ["all that is down is being maintained", maintenance, "acknowledged", "2 IN MAINTENANCE"],
])("[WL2] the header's answer when %s", async (_, make, tone, word) => {
  const { page, complaints } = await bench.open(make());
  await page.waitForSelector(`[data-state="${tone}"]`);
  expect(await page.textContent(".state-word")).toBe(word);
  expect(complaints).toEqual([]);
});

test("[WL13] too many alarms are said beside the page, for as long as they are too many", async () => {
  const { wall, page } = await bench.open(outage());
  await page.waitForSelector('.header-titles:has-text("ALARM LOAD 34")');
  wall.send({ type: "alarm-load", raised: 11 });
  await page.waitForSelector('.header-titles:has-text("ALARM LOAD 11")');
  wall.send({ type: "alarm-load", raised: 10 });
  await page.waitForSelector('.header-titles:not(:has-text("ALARM LOAD"))');
});

test("[WL3] a wall whose socket is cut keeps its picture and resumes by itself", async () => {
  const { wall, page } = await bench.open(quiet());
  await page.waitForSelector('[data-state="clear"]');
  wall.cut();
  await vi.waitFor(() => expect(wall.connections()).toBe(0));
  expect(await page.textContent('[data-panel="dns"] .stat-value')).toContain("812");
  await vi.waitFor(() => expect(wall.connections()).toBe(1), 3000);
  const value: Frame = { kind: "stat", name: "queries", value: 77, unit: "/s", level: "ok", trend: [] };
  wall.send({ type: "frame", ...frame("dns", value, Date.now()) });
  await page.waitForSelector('[data-panel="dns"] strong:text("77")');
  expect(await page.getAttribute(".state", "data-state")).toBe("clear");
});

test("[WL3] without a pulse the wall says NO SIGNAL within 4 s, and restates what was, with its age", async () => {
  const { wall, page } = await bench.open(quiet());
  await page.waitForSelector('[data-state="clear"]');
  wall.scene.pulses = false;
  await page.waitForSelector(".state-word:has-text('NO SIGNAL since')", { timeout: 4000 });
  await page.waitForSelector('[data-panel="wan"] .was-line:has-text("was 612 Mb/s in")');
  expect(await page.locator(".stat-value, .series-value").count()).toBe(0);
  expect(await page.locator(".cell-detail").first().textContent()).toBe("was 1.0 ms");
  expect(await page.locator('.tile[data-sight="withheld"]').count()).toBe(await page.locator(".tile").count());
  expect(await page.textContent(".big-words.band")).toContain("The server does not answer");
  wall.scene.pulses = true;
  await page.waitForSelector('[data-state="clear"]', { timeout: 4000 });
  expect(await page.locator(".was-line, .big-words").count()).toBe(0);
});

test("[WL4] the value of a source that cannot be seen is withheld, and the others are not", async () => {
  const { page } = await bench.open(blindSource());
  await page.waitForSelector('[data-panel="dns"] .was-line');
  expect(await page.textContent('[data-panel="dns"] .was-line')).toMatch(/^was 4.812 \/s · [45]\d s ago$/);
  expect(await page.textContent('[data-panel="wan"] .tile-subtitle')).toBe("connection refused by 127.0.0.1:9090");
  expect(await page.textContent('[data-panel="denies"] .stat-value')).toContain("212");
});

test("[TH14] a title that becomes longer is never cut on its way", async () => {
  const scene = quiet();
  const { page, wall } = await bench.open(scene);
  const title = '[data-panel="dns"] .tile-title';
  await page.waitForSelector(`${title}:has-text("DNS queries")`);
  await page.evaluate((selector) => {
    const element = document.querySelector(selector);
    if (!element) throw new Error("no title");
    const seen: (string | null)[] = [];
    new MutationObserver(() => seen.push(element.textContent)).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    Object.assign(window, { seen });
  }, title);
  const { welcome } = scene;
  const pages = welcome.wall.pages.map((one) => ({
    ...one,
    panels: one.panels.map((panel) => (panel.id === "dns" ? { ...panel, title: "DNS queries of all" } : panel)),
  }));
  wall.send({ type: "wall", wall: { ...welcome.wall, pages } });
  await page.waitForSelector(`${title}:has-text("DNS queries of all")`);
  expect(await page.evaluate(() => Reflect.get(window, "seen"))).toEqual(["DNS queries of all"]);
});

test("[WL60] a clock that is off is told beside the panels of its source, and changes no age", async () => {
  const { page } = await bench.open(skewed());
  await page.waitForSelector('[data-panel="wan"] .tile-subtitle:has-text("clock 42 s ahead")');
  expect(await page.textContent('[data-panel="reach"] .tile-subtitle')).toContain("portal’s clock 2 h behind");
  expect(await page.locator('.tile-subtitle:has-text("clock")').count()).toBe(3);
  expect(await page.getAttribute(".state", "data-state")).toBe("clear");
});

test("[WL6] a panel that cannot be drawn says so in its tile, the others go on, and its next frame heals it", async () => {
  const { wall, page } = await bench.open(quiet());
  await page.waitForSelector('[data-panel="events"] .event');
  const event = { id: "1", at: 1e300, level: "ok", subject: "clock", text: "gone mad" } as const;
  wall.send({ type: "frame", ...frame("events", { kind: "events", events: [event] }, Date.now()), seq: 2 });
  await page.waitForSelector('[data-panel="events"]:has-text("This panel cannot be drawn")');
  expect(await page.textContent('[data-panel="dns"] .stat-value')).toContain("812");
  const good = { ...event, at: Date.now(), text: "set again" };
  wall.send({ type: "frame", ...frame("events", { kind: "events", events: [good] }, Date.now()), seq: 3 });
  await page.waitForSelector('[data-panel="events"] .event:has-text("set again")');
});

test("[WL7] a signed-out wall says so inside its last picture, and resumes when it is signed in again", async () => {
  const { wall, page } = await bench.open(quiet());
  await page.waitForSelector('[data-state="clear"]');
  wall.scene.signedIn = false;
  wall.endSessions();
  await page.waitForSelector(".state-word:has-text('SIGNED OUT since')");
  expect(await page.locator(".cell").count()).toBe(24);
  expect(await page.locator("form, input, button, dialog, a").count()).toBe(0);
  wall.scene.signedIn = true;
  await page.waitForSelector('[data-state="clear"]', { timeout: 8000 });
});

test("[WL7] a wall that was never signed in, and one without panels, say so in words for the room", async () => {
  const signedOut = await bench.open({ ...quiet(), signedIn: false });
  await signedOut.page.waitForSelector('.big-words:has-text("The wall is signed out")');
  const empty = await bench.open(emptyWall());
  await empty.page.waitForSelector('.big-words:has-text("This wall has no panels")');
});

test("[WL9] a fault of the configuration stands below the last good wall, with its place", async () => {
  const { page } = await bench.open(configFault());
  const strip = page.locator(".strip");
  await strip.waitFor();
  await vi.waitFor(async () =>
    expect(await strip.textContent()).toBe(
      "Configuration not applied · wall.yaml:12:7 · sources.edge.every must be a duration · 2 more · showing the last good wall",
    ),
  );
  expect(await page.locator(".tile").count()).toBe(8);
});

test("[WL10] the demo wall and simulated sources are marked, and prove nothing", async () => {
  const { page } = await bench.open(demo());
  await page.waitForSelector('.header .mark:text("DEMO")');
  expect(await page.locator('.mark:text("SIMULATED")').count()).toBe(2);
  await page.waitForSelector('.state-facts:has-text("4 of 4 sources proven")');
  expect(await page.textContent(".header-titles")).toMatch(/Overview · next page in \d+ s/);
});

test("[WL11] the pulse on the wall moves with each pulse of the server, and not without", async () => {
  const { wall, page } = await bench.open(quiet());
  const ring = page.locator("[data-pulse]");
  await ring.waitFor();
  const look = async () => [await ring.getAttribute("data-pulse"), await ring.locator("g").getAttribute("style")];
  wall.scene.pulses = false;
  // One may still be on its way.
  await page.waitForTimeout(500);
  const before = await look();
  await page.waitForTimeout(1500);
  expect(await look()).toEqual(before);
  wall.send({ type: "pulse", now: Date.now() });
  await vi.waitFor(async () => {
    const [count, style] = await look();
    expect(count).not.toBe(before[0]);
    expect(style).not.toBe(before[1]);
  }, 5000);
});

test("[LK1] one frame draws one panel: nothing in any other tile or in the header is touched", async () => {
  const { wall, page } = await bench.open(quiet());
  await page.waitForSelector('[data-state="clear"]');
  wall.scene.pulses = false;
  await page.evaluate(() => {
    const touched = new Set<string>();
    const observer = new MutationObserver((mutations) => {
      for (const { target } of mutations) {
        const element = target instanceof Element ? target : target.parentElement;
        touched.add(element?.closest<HTMLElement>("[data-panel]")?.dataset["panel"] ?? "elsewhere");
      }
      document.documentElement.dataset["touched"] = [...touched].join(" ");
    });
    // The header's clock and ages move once a second on their own.
    const main = document.querySelector("main");
    if (main) observer.observe(main, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const value: Frame = { kind: "stat", name: "queries", value: 5000, unit: "/s", level: "ok", trend: [1, 2] };
  wall.send({ type: "frame", ...frame("dns", value, Date.now()), seq: 2 });
  await page.waitForSelector('[data-panel="dns"] strong:has-text("000")');
  expect(await page.getAttribute("html", "data-touched")).toBe("dns");
});

test("[LK9] garbage is ignored and counted, and the wall goes on", async () => {
  const { wall, page, complaints } = await bench.open(quiet());
  await page.waitForSelector('[data-state="clear"]');
  for (const text of ["", "null", "[1,2", '{"type":"__proto__"}', "x".repeat(1_000_000)]) wall.sendText(text);
  wall.send({ type: "frame", ...frame("dns", { kind: "text", text: "not a stat" }, Date.now()), seq: 2 });
  await page.waitForSelector('[data-panel="dns"]:has-text("This panel cannot be drawn")');
  expect(await page.getAttribute("html", "data-ignored")).toBe("5");
  expect(await page.getAttribute(".state", "data-state")).toBe("clear");
  expect(complaints).toEqual([]);
});

test("[LK11] the wall proves to the server which frame of each panel reached the screen", async () => {
  const { wall } = await bench.open(quiet());
  const panels = wall.scene.welcome.frames.map(({ panel }) => ({ type: "drawn", panel, seq: 1 }));
  await vi.waitFor(() => expect(wall.received).toEqual(expect.arrayContaining(panels)), 5000);
  wall.send({ type: "frame", ...frame("dns", { kind: "text", text: "cannot be drawn" }, Date.now()), seq: 2 });
  wall.send({ type: "frame", ...frame("duty", { kind: "text", text: "drawn" }, Date.now()), seq: 7 });
  await vi.waitFor(() => expect(wall.received).toContainEqual({ type: "drawn", panel: "duty", seq: 7 }));
  expect(wall.received).not.toContainEqual({ type: "drawn", panel: "dns", seq: 2 });
});

test("[PN3] of 200 states the worst are shown, and the rest is counted with the worst of it", async () => {
  const { page } = await bench.open(storm());
  await page.waitForSelector('[data-cell="overflow"]');
  expect(await page.locator('[data-look="critical"]').count()).toBe(16);
  const shown = await page.locator(".cell[data-look]").count();
  expect(await page.textContent('[data-cell="overflow"]')).toBe(`+${200 - shown} moreworst: warning`);
});

test("[PN9] an acknowledged state is a hollow diamond in dim text that names who did it", async () => {
  const { page } = await bench.open(ackedOnly());
  const cell = page.locator('[data-cell="voip-sbc"]');
  await cell.waitFor();
  expect(await cell.getAttribute("data-look")).toBe("acknowledged");
  expect(await cell.locator("[data-shape]").getAttribute("data-shape")).toBe("acknowledged");
  expect(await cell.locator(".cell-detail").textContent()).toBe("acked · Ada");
});

test("[LV14] a panel without an answer says why; one that had a picture keeps it, withheld, with the reason", async () => {
  const scene = quiet();
  scene.welcome.frames = scene.welcome.frames.filter(({ panel }) => panel !== "dns");
  scene.welcome.faults = [{ panel: "dns", reason: "1:5: parse error: unclosed left parenthesis" }];
  const { wall, page } = await bench.open(scene);
  await page.waitForSelector('[data-panel="dns"][data-sight="withheld"]');
  expect(await page.textContent('[data-panel="dns"] .tile-words')).toContain("No answer");
  wall.send({ type: "fault", panel: "wan", reason: "too slow" });
  await page.waitForSelector('[data-panel="wan"] .was-line:has-text("was 612 Mb/s in")');
  expect(await page.textContent('[data-panel="wan"] .tile-subtitle')).toBe("too slow");
  const value: Frame = { kind: "stat", name: "queries", value: 77, unit: "/s", level: "ok", trend: [] };
  wall.send({ type: "frame", ...frame("dns", value, Date.now()) });
  await page.waitForSelector('[data-panel="dns"][data-sight="seen"] strong:text("77")');
});

test("[PM3] a stat without a value says so in words", async () => {
  const { wall, page } = await bench.open(quiet());
  const nothing: Frame = {
    kind: "stat",
    name: "the query finds nothing",
    value: null,
    unit: "",
    level: "ok",
    trend: [],
  };
  wall.send({ type: "frame", ...frame("dns", nothing, Date.now()) });
  await page.waitForSelector('[data-panel="dns"] .tile-words:has-text("the query finds nothing")');
});
