import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Panel } from "../../server/protocol/wall.ts";
import { alarm, critical, frame, planned, quiet, type Scene, threePages } from "../resources/scenes.ts";
import { type OpenWall, WallBench } from "./open-wall.ts";
import { inkOf, recordScreen } from "./screen-record.ts";

// Pages turn, minutes pass and tones ring here, each in its own real time.
vi.setConfig({ testTimeout: 90_000 });

const bench = new WallBench();
beforeAll(() => bench.start(), 60_000);
afterEach(() => bench.clear());
afterAll(() => bench.stop());

const watched = ({ wall }: OpenWall) =>
  wall.received.flatMap((message) => (message.type === "watch" ? [message.panels] : []));
const shownPage = (page: Page, key: string) => page.locator(`.page.shown[data-page="${key}"]`);

test("[WL26] only the page on screen and the next one are watched, and a new socket is told again", async () => {
  const open = await bench.open(threePages());
  await vi.waitFor(() => expect(watched(open)).toEqual([["reach", "wan"]]), 4000);
  await vi.waitFor(() => expect(watched(open).at(-1)).toEqual(["reach", "wan", "dns", "denies", "events"]), 8000);
  await shownPage(open.page, "Security").waitFor({ timeout: 8000 });
  await vi.waitFor(() => expect(watched(open).at(-1)).toEqual(["dns", "denies", "events"]), 5000);
  const before = watched(open).length;
  open.wall.cut();
  await vi.waitFor(() => expect(watched(open).length).toBeGreaterThan(before), 4000);
  expect(watched(open).at(-1)).toEqual(expect.arrayContaining(["dns", "denies", "events"]));
});

test("[WL26] (FIELD 14) over three turns no frame is blank, no tile is empty and nothing jumps", async () => {
  // Without the orbit, which moves the whole picture by design.
  const { page } = await bench.open(planned(threePages(), { screen: { orbit: false } }));
  await shownPage(page, "Overview").locator(".stat-value, .cell").first().waitFor();
  await page.evaluate(() => {
    const faults: string[] = [];
    const seen: string[] = [];
    const heads = new Map<string, string>();
    const look = () => {
      const shown = document.querySelectorAll<HTMLElement>(".page.shown");
      const [only] = shown;
      if (shown.length !== 1 || !only) faults.push(`${shown.length} pages at once`);
      else {
        const key = only.dataset["page"] ?? "";
        if (seen.at(-1) !== key) seen.push(key);
        for (const tile of only.querySelectorAll<HTMLElement>(".tile")) {
          const box = tile.getBoundingClientRect();
          const place = [box.x, box.y, box.width, box.height].map(Math.round).join(" ");
          const name = `${key}/${tile.dataset["panel"]}`;
          if (heads.has(name) && heads.get(name) !== place) faults.push(`${name} jumps`);
          heads.set(name, place);
          const body = tile.querySelector(".tile-body");
          const isDrawn = body?.querySelector("canvas, svg") ?? body?.textContent.trim();
          if (!isDrawn || tile.dataset["sight"] === "withheld") faults.push(`${name} is not drawn`);
        }
      }
      document.documentElement.dataset["faults"] = JSON.stringify([...new Set(faults)]);
      document.documentElement.dataset["seen"] = JSON.stringify(seen);
      requestAnimationFrame(look);
    };
    look();
  });
  const pagesSeen = async () => JSON.parse((await page.getAttribute("html", "data-seen")) ?? "[]") as string[];
  const frames = await recordScreen(page, () =>
    vi.waitFor(async () => expect((await pagesSeen()).length).toBe(4), { timeout: 30_000, interval: 500 }),
  );
  expect(JSON.parse((await page.getAttribute("html", "data-faults")) ?? "")).toEqual([]);
  const ink = await inkOf(page, frames);
  expect(ink.length).toBeGreaterThan(10);
  expect(Math.min(...ink)).toBeGreaterThan(0.01);
});

test("[WL28] (FIELD 13) an unacknowledged critical calls up its page, the header says why, an ack releases", async () => {
  const { wall, page } = await bench.open(threePages());
  await shownPage(page, "Overview").waitFor();
  const open = alarm("firewall/threshold denies", "critical", Date.now());
  wall.send({ type: "alarm", alarm: { ...open, name: "denies" } });
  await shownPage(page, "Security").waitFor({ timeout: 3000 });
  await page.waitForSelector('.page-line.held [data-shape="critical"]');
  expect(await page.textContent(".page-line")).toBe("HELD: denies · Security");
  await page.waitForTimeout(8000);
  expect(await shownPage(page, "Security").count()).toBe(1);
  wall.send({ type: "alarm", alarm: { ...open, workflow: "acknowledged" } });
  await page.waitForSelector('.page-line.dim:has-text("next page in")');
  await shownPage(page, "Machine").waitFor({ timeout: 10_000 });
});

const broken = (panel: Panel) => ({ ...panel, title: "unmeasurable" });

/** A panel's title that the browser cannot measure: its tile, and with it the page, throws as a whole. */
function breakPage(scene: Scene, key: string): Scene {
  const { wall } = scene.welcome;
  const pages = wall.pages.map((page) => (page.title === key ? { ...page, panels: page.panels.map(broken) } : page));
  return { ...scene, welcome: { ...scene.welcome, wall: { ...wall, pages } } };
}

function failToMeasure(): void {
  const measure = CanvasRenderingContext2D.prototype.measureText;
  CanvasRenderingContext2D.prototype.measureText = function (text) {
    if (text.includes("unmeasurable")) throw new Error("this text cannot be measured");
    return measure.call(this, text);
  };
}

test("[WL27] (FIELD 14) a page that cannot be drawn as a whole is skipped and named, and the wall goes on", async () => {
  const { page } = await bench.open(breakPage(threePages(), "Security"), { init: failToMeasure });
  await page.waitForSelector('.strip:has-text("Page “Security” cannot be drawn and left out")', { timeout: 10_000 });
  await shownPage(page, "Machine").waitFor({ timeout: 10_000 });
  expect(await page.locator(".tile").count()).toBeGreaterThan(0);
});

test("[WL27] a wall whose only page cannot be drawn says so in words for the room", async () => {
  const { page } = await bench.open(breakPage(quiet(), "Overview"), { init: failToMeasure });
  await page.waitForSelector('.big-words:has-text("No page can be drawn")');
  expect(await page.getAttribute(".state", "data-state")).toBe("clear");
});

test("[WL27] a page none of whose panels can be drawn has its turn all the same, and says so in each tile", async () => {
  const { wall, page } = await bench.open(threePages());
  wall.scene.welcome.frames = wall.scene.welcome.frames.map(({ panel }) =>
    frame(panel, { kind: "ranking", unit: "", items: [] }, Date.now()),
  );
  await shownPage(page, "Security").waitFor({ timeout: 10_000 });
  await vi.waitFor(async () =>
    expect(await shownPage(page, "Security").locator(':text("This panel cannot be drawn")').count()).toBe(3),
  );
});

test("[WL31] (FIELD 25) however the mouse is moved and whatever comes up, there is never a cursor", async () => {
  const { wall, page } = await bench.open(threePages());
  const cursors = () =>
    page.evaluate(() => [...document.querySelectorAll("*")].map((element) => getComputedStyle(element).cursor));
  for (const disturb of [
    () => undefined,
    () => wall.send({ type: "alarm", alarm: alarm("edge/edge-fw-2", "critical", Date.now()) }),
    () => wall.send({ type: "wall", wall: critical().welcome.wall }),
    () => wall.endSessions(),
  ]) {
    disturb();
    await page.mouse.move(100 + 1700 * Math.random(), 1000 * Math.random());
    await page.mouse.click(900, 500);
    await page.waitForTimeout(300);
    expect(new Set(await cursors())).toEqual(new Set(["none"]));
  }
});
