import { expect, test } from "vitest";
import { screenOf } from "../../../renderer/link/screen.ts";
import { WallStore } from "../../../renderer/link/store.ts";
import { parseConfig } from "../../../server/config/load.ts";
import { toWall } from "../../../server/config/wall.ts";
import { quiet } from "../../resources/scenes.ts";

test.each([
  ["", 1],
  ["?screen=2", 2],
  ["?other=3&screen=16", 16],
  ["?screen=0", 1],
  ["?screen=-1", 1],
  ["?screen=1.5", 1],
  ["?screen=two", 1],
])("[WL61] the page at /%s is for screen %d", (search, screen) => {
  expect(screenOf(search)).toBe(screen);
});

const text = `
pages:
  - { title: All, panels: [ { type: text, text: a } ] }
  - { title: First, screens: [1], panels: [ { type: text, text: b } ] }
  - { title: Others, screens: [2, 3], panels: [ { type: text, text: c } ] }
`;

test("[WL61] a screen shows the pages that name it and those that name none", async () => {
  const outcome = await parseConfig(text, "w.yaml");
  if (!outcome.ok) throw new Error("the configuration has faults");
  const wall = toWall(outcome.config, { demo: false, fault: undefined });
  const titles = (screen: number) => {
    const store = new WallStore((tell) => tell(), screen);
    store.receive({ ...quiet().welcome, wall });
    return store.wall()?.pages.map(({ title }) => title);
  };
  expect([1, 2, 4].map(titles)).toEqual([["All", "First"], ["All", "Others"], ["All"]]);
});
