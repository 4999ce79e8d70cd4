import * as fc from "fast-check";
import { expect, test } from "vitest";
import { reflow } from "../../../renderer/wall/reflow.ts";
import { Cells, cellsOf } from "../../../server/protocol/places.ts";
import { grid, type Place } from "../../../server/protocol/wall.ts";

const pages = fc
  .array(fc.tuple(fc.nat(11), fc.nat(7), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 8 })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((wished) => {
    const cells = new Cells(grid);
    return wished.filter((place) => {
      const free = cells.isFree(place);
      if (free) cells.take(place);
      return free;
    });
  });
const portrait = 1080 / 1920;

function order(places: readonly Place[], columns: number): number[] {
  return [...places.keys()].toSorted((a, b) => cornerOf(places[a], columns) - cornerOf(places[b], columns));
}

function cornerOf([x, y]: Place = [0, 0, 1, 1], columns: number): number {
  return y * columns + x;
}

test.each([
  ["16:9", 16 / 9],
  ["5:4", 5 / 4],
  ["3440 × 1440", 3440 / 1440],
  ["5120 × 1440", 5120 / 1440],
])("[TH10] on a %s screen the page is as it was configured", (_, aspect) => {
  fc.assert(
    fc.property(pages, (places) => {
      expect(reflow(places, aspect)).toEqual({ ...grid, places });
    }),
  );
});

test("[TH10] on a portrait screen panels take six columns at most, in their reading order, and none overlaps", () => {
  fc.assert(
    fc.property(pages, (places) => {
      const flow = reflow(places, portrait);
      if (places.length === 0) return;
      expect(flow.columns).toBe(6);
      expect(order(flow.places, flow.columns)).toEqual(order(places, grid.columns));
      const taken = flow.places.flatMap((place) => cellsOf(place, flow));
      expect(new Set(taken).size).toBe(taken.length);
      expect(Math.max(...taken)).toBeLessThan(flow.columns * flow.rows);
      for (const [x, , width] of flow.places) expect(x + width).toBeLessThanOrEqual(flow.columns);
    }),
    { numRuns: 300 },
  );
});

test("[TH10] a page that was full is full again, and its panels keep about their share of it", () => {
  const page: Place[] = [
    [0, 0, 6, 4],
    [6, 0, 6, 4],
    [0, 4, 6, 4],
    [6, 4, 3, 2],
    [9, 4, 3, 2],
    [6, 6, 6, 2],
  ];
  const { columns, rows, places } = reflow(page, portrait);
  expect([columns, rows]).toEqual([6, 16]);
  expect(places.reduce((sum, [, , width, height]) => sum + width * height, 0)).toBe(columns * rows);
  expect(places).toEqual([
    [0, 0, 6, 4],
    [0, 4, 6, 4],
    [0, 8, 6, 4],
    [0, 12, 3, 2],
    [3, 12, 3, 2],
    [0, 14, 6, 2],
  ]);
});

test("[TH10] a screen four times as high as wide has three columns", () => {
  expect(reflow([[0, 0, 12, 8]], 1080 / 5120)).toMatchObject({ columns: 3, places: [[0, 0, 3, 8]] });
});
