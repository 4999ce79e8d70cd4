import { expect, test } from "vitest";
import { nearest } from "../../server/config/nearest.ts";

test.each([
  ["titel", ["title", "tile"], "title"],
  ["Title", ["title"], "title"],
  ["time_zone", ["time_zones", "title"], "time_zones"],
  ["certifcate_day", ["certificate_days"], "certificate_days"],
  ["stats", ["status", "stat"], "status"],
  ["x", ["at", "y"], undefined],
  ["completely", ["title", "pages"], undefined],
  ["", ["a"], undefined],
  ["x".repeat(41), ["x".repeat(40)], undefined],
])("[CF5] %o among %o means %o", (word, candidates, meant) => {
  expect(nearest(word, candidates)).toBe(meant);
});
