import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Placed, placeAutomatically, type Wanted } from "../../server/config/automatic-places.ts";
import { parseConfig } from "../../server/config/load.ts";
import { Cells, cellsOf } from "../../server/protocol/places.ts";
import { grid, type Place } from "../../server/protocol/wall.ts";
import { exampleTypes } from "./example-types.ts";

const cells = grid.columns * grid.rows;

const automatic = fc.constantFrom("large" as const, "small" as const).map((room): Wanted => ({ at: undefined, room }));
const strip: Wanted = { at: undefined, room: "strip" };
const pages = fc.array(automatic, { minLength: 1, maxLength: 20 });

/** Pages on which some panels have places of their own that overlap nobody's. */
const mixedPages = fc
  .tuple(
    pages,
    fc.array(fc.tuple(fc.nat(11), fc.nat(7), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))),
  )
  .map(([panels, wished]) => {
    const taken = new Cells(grid);
    const given = wished.flatMap((at): Wanted[] => {
      if (!taken.isFree(at)) return [];
      taken.take(at);
      return [{ at, room: "large" }];
    });
    return panels.flatMap((panel, index) => [panel, ...given.slice(index, index + 1)]);
  });

function placesOf(placed: Placed): Place[] {
  return placed.ok ? placed.places : [];
}

function corners(placed: Placed): string[] {
  return placesOf(placed).map(([x, y]) => `${x} ${y}`);
}

test("[CF30] every panel has its own cells of the grid, and one with a place keeps it", () => {
  fc.assert(
    fc.property(mixedPages, (panels) => {
      const places = placesOf(placeAutomatically(panels));
      const taken = places.flatMap((place) => cellsOf(place, grid));
      expect(new Set(taken).size).toBe(taken.length);
      for (const [index, [x, y, width, height]] of places.entries()) {
        expect(Math.min(x, y, width - 1, height - 1)).toBeGreaterThanOrEqual(0);
        expect(x + width <= grid.columns && y + height <= grid.rows).toBe(true);
        const { at } = panels[index] ?? {};
        if (at) expect(places[index]).toEqual(at);
      }
    }),
    { numRuns: 150 },
  );
});

test("[CF30] the same page is placed alike each time, and fills the grid but for a few cells", () => {
  fc.assert(
    fc.property(pages, (panels) => {
      const placed = placeAutomatically(panels);
      expect(placeAutomatically([...panels])).toEqual(placed);
      const filled = placesOf(placed).reduce((sum, [, , width, height]) => sum + width * height, 0);
      if (placed.ok) expect(filled).toBeGreaterThanOrEqual(0.93 * cells);
    }),
    { numRuns: 200 },
  );
});

test("[CF30] a page with panels of one kind fills the grid wholly", () => {
  for (const room of ["large", "small"] as const) {
    for (let count = 1; count <= 24; count += 1) {
      const places = placesOf(placeAutomatically(many(room, count)));
      expect(
        places.reduce((sum, [, , width, height]) => sum + width * height, 0),
        `${count} ${room}`,
      ).toBe(cells);
    }
  }
});

function many(room: "large" | "small", length: number): Wanted[] {
  return Array.from({ length }, () => ({ at: undefined, room }));
}

/** How often a page that is built up panel by panel is laid out anew: whenever a panel's corner moves. */
function upheavals(panels: readonly Wanted[]): number {
  let count = 0;
  let before: string[] = [];
  for (let length = 1; length <= panels.length; length += 1) {
    const after = corners(placeAutomatically(panels.slice(0, length)));
    if (after.length > 0 && before.some((corner, index) => corner !== after[index])) count += 1;
    before = after;
  }
  return count;
}

test("[CF31] a panel added at the end moves no other, but for the few times that the page gets denser", () => {
  // From one panel to 24 large or 96 small ones there are 8 and 10 densities.
  expect(upheavals(many("large", 24))).toBeLessThanOrEqual(7);
  expect(upheavals(many("small", 96))).toBeLessThanOrEqual(9);
  fc.assert(
    fc.property(fc.array(automatic, { minLength: 20, maxLength: 20 }), (panels) => {
      expect(upheavals(panels)).toBeLessThanOrEqual(12);
    }),
    { numRuns: 20 },
  );
});

test("[CF31] a panel that is added with a place of its own in a free corner moves no other", () => {
  const panels: Wanted[] = many("large", 7);
  const before = corners(placeAutomatically(panels));
  const after = corners(placeAutomatically([...panels, { at: [9, 4, 3, 4], room: "large" }]));
  expect(after.slice(0, 7)).toEqual(before);
});

test("[CF32] what finds no room is counted: the largest beginning of the list that fits at all", () => {
  expect(placeAutomatically(many("large", 25))).toEqual({
    ok: false,
    index: 24,
    fitting: 24,
  });
  expect(placeAutomatically([{ at: [0, 0, 12, 8], room: "large" }, strip])).toEqual({
    ok: false,
    index: 1,
    fitting: 0,
  });
});

test("[CF33] strips lie across the bottom, each one row high, and the others fill what is above", () => {
  fc.assert(
    fc.property(fc.array(automatic, { minLength: 1, maxLength: 12 }), fc.nat(12), (panels, position) => {
      const at = Math.min(position, panels.length);
      const placed = placeAutomatically(panels.toSpliced(at, 0, strip));
      expect(placesOf(placed)[at]).toEqual([0, 7, 12, 1]);
    }),
  );
});

test("[CF33] pictures and lists are given more room than figures", async () => {
  const outcome = await parseConfig(
    `sources: { edge: { type: clock } }
pages:
  - panels:
      - { type: status, source: edge }
      - { type: series, source: edge }
      - { type: events, source: edge }
      - { type: stat, source: edge, query: a }
      - { type: stat, source: edge, query: b }
      - { type: text, text: Hi }`,
    "w.yaml",
    exampleTypes,
  );
  const panels = outcome.ok ? (outcome.config.pages[0]?.panels ?? []) : [];
  expect(panels.map(({ panel }) => panel.at)).toEqual([
    [0, 0, 6, 4],
    [6, 0, 6, 4],
    [0, 4, 6, 4],
    [6, 4, 3, 2],
    [9, 4, 3, 4],
    [6, 6, 3, 2],
  ]);
});
