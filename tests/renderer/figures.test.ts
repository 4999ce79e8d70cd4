import { type Arbitrary, array, constant, double, oneof, option, record, sample, tuple } from "fast-check";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { drawingOf } from "../../renderer/panels/registry.ts";
import type { Frame, FrameKind } from "../../server/protocol/frames.ts";
import { type PanelType, panelTypeNames, panelTypes } from "../../server/protocol/panels.ts";
import { type Panel, type Place, panel } from "../../server/protocol/wall.ts";
import { galleryFrame } from "../resources/gallery-frames.ts";
import { quiet, type Scene } from "../resources/scenes.ts";
import type { ScriptedWall } from "../resources/scripted-wall.ts";
import { WallBench } from "./open-wall.ts";

const bench = new WallBench();
beforeAll(() => bench.start(), 60_000);
afterEach(() => bench.clear());
afterAll(() => bench.stop());

const now = Date.now();
/** One is told each frame after the other; the other is drawn with another form before each. */
const places: Record<"written" | "drawn", Place> = { written: [0, 0, 6, 4], drawn: [6, 0, 6, 4] };

/** Values over some steps of the units, so that a figure's digits and unit change at times, and mostly do not. */
const value = oneof(double({ min: 400, max: 700, noNaN: true }), double({ min: 0, max: 2e4, noNaN: true }));
const level = oneof(
  { weight: 12, arbitrary: constant("ok" as const) },
  { weight: 1, arbitrary: constant("warning" as const) },
);
const values = array(option(value, { freq: 9 }), { minLength: 40, maxLength: 40 });

const framesOf: { [K in FrameKind]?: Arbitrary<Frame> } = {
  stat: record({
    kind: constant("stat" as const),
    name: constant("queries"),
    value: option<number>(value, { freq: 20 }),
    unit: constant("ms"),
    level,
    trend: values,
  }),
  series: record({
    kind: constant("series" as const),
    unit: constant("bps"),
    times: constant(Array.from({ length: 40 }, (_, index) => now - (40 - index) * 5000)),
    series: tuple(
      record({ name: constant("in"), level, values }),
      record({ name: constant("out"), level: constant("ok" as const), values }),
    ),
  }),
  states: record({
    kind: constant("states" as const),
    states: array(record({ level, value: value.map((ms) => `${ms.toFixed(1)} ms`), reason: constant("slow") }), {
      minLength: 3,
      maxLength: 3,
    }).map((all) =>
      all.map((one, index) => ({ ...one, id: `t${index}`, name: `target-${index}`, since: now - 60_000 })),
    ),
  }),
};

const withForms = panelTypeNames.filter((type) => {
  const kind = panelTypes[type].draws;
  return kind !== "nothing" && drawingOf(type).form(galleryFrame(kind, "live", now)) !== undefined;
});

test("[LK17] the panels that may be ten times a second on a wall have forms", () => {
  expect(withForms).toEqual(expect.arrayContaining(["stat", "series", "status"]));
});

test.each(withForms)(
  "[LK17] a panel of type %s whose figures are written looks as if it was drawn anew",
  async (type) => {
    const kind = panelTypes[type].draws;
    const arbitrary = kind === "nothing" ? undefined : framesOf[kind];
    if (kind === "nothing" || !arbitrary) throw new Error(`say in framesOf what frames a ${type} panel is given`);
    const { form } = drawingOf(type);
    const frames = sample(arbitrary, { numRuns: 40, seed: 17 });
    const another = galleryFrame(kind, "critical", now);
    const { page, wall, complaints } = await bench.open(sceneOf(type, another));
    await page.waitForSelector('[data-panel="written"][data-sight="seen"]');
    const stage = new Stage(page, wall);
    let figuresOnly = 0;
    for (const [index, frame] of frames.entries()) {
      const before = frames[index - 1];
      if (before && form(before) === form(frame)) figuresOnly += 1;
      await stage.show("written", frame);
      await stage.show("drawn", another);
      await stage.show("drawn", frame);
      expect(await stage.look("written"), JSON.stringify(frame)).toEqual(await stage.look("drawn"));
    }
    // Else the test would be of drawings only.
    expect(figuresOnly).toBeGreaterThan(4);
    expect(complaints).toEqual([]);
  },
  120_000,
);

function sceneOf(type: PanelType, frame: Frame): Scene {
  const scene = quiet(now);
  const panels = Object.entries(places).map(
    ([id, at]): Panel => panel.parse({ id, type, title: "Figures", source: "edge", at, options: {} }),
  );
  scene.welcome.wall.pages = [{ title: "Figures", seconds: 30, panels }];
  scene.welcome.frames = panels.map(({ id }) => ({ panel: id, seq: 1, observedAt: now, frame }));
  return scene;
}

/** Shows frames on the wall, and looks at what the panels have become. */
class Stage {
  readonly #page: Page;
  readonly #wall: ScriptedWall;
  #seq = 1;

  constructor(page: Page, wall: ScriptedWall) {
    this.#page = page;
    this.#wall = wall;
  }

  async show(panel: keyof typeof places, frame: Frame): Promise<void> {
    this.#seq += 1;
    const seq = this.#seq;
    this.#wall.send({ type: "frame", panel, seq, observedAt: Date.now(), frame });
    await expect
      .poll(() => this.#wall.received.some((one) => one.type === "drawn" && one.panel === panel && one.seq === seq), {
        timeout: 10_000,
        interval: 5,
      })
      .toBe(true);
  }

  look(panel: keyof typeof places): Promise<{ html: string; pixels: string[] }> {
    return this.#page.evaluate((id) => {
      const tile = document.querySelector(`[data-panel="${id}"]`);
      const canvases = [...(tile?.querySelectorAll("canvas") ?? [])];
      return { html: tile?.innerHTML ?? "", pixels: canvases.map((canvas) => canvas.toDataURL()) };
    }, panel);
  }
}
