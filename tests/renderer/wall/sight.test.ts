import { expect, test } from "vitest";
import { type Evidence, isFresh, judgeSight } from "../../../renderer/wall/sight.ts";

const good: Evidence = { live: true, freshness: "live", cadenceMs: 10_000, ageMs: 1000, fresh: false, faulty: false };

test("[WL4] a picture is seen while link, source and its own age all say so", () => {
  expect(judgeSight(good)).toEqual({ kind: "seen" });
  expect(judgeSight({ ...good, ageMs: 25_000 })).toEqual({ kind: "ageing", ageMs: 25_000 });
  expect(judgeSight({ ...good, freshness: "ageing" })).toEqual({ kind: "ageing", ageMs: 1000 });
});

test.each([
  ["the link is not live", { live: false }],
  ["the source is stale", { freshness: "stale" }],
  ["the source is blind", { freshness: "blind" }],
  ["the server has said nothing of the source", { freshness: undefined }],
  ["the frame is four cadences old though its source is live", { ageMs: 40_001 }],
] as const)("[WL4] a picture is withheld when %s", (_, worse) => {
  expect(judgeSight({ ...good, ...worse }).kind).toBe("withheld");
});

test("[WL4] a source of ten frames a second is not called late for the time a frame is on its way", () => {
  expect(judgeSight({ ...good, cadenceMs: 100, ageMs: 900 }).kind).toBe("seen");
});

test("[WL5] a source that has just been started is awaited, for ten seconds or four cadences", () => {
  expect(judgeSight({ ...good, freshness: "blind", ageMs: undefined, fresh: true })).toEqual({ kind: "awaited" });
  expect(isFresh({ everSeen: false, forMs: 10_001, cadenceMs: 1000 })).toBe(false);
  expect(isFresh({ everSeen: false, forMs: 200_000, cadenceMs: 60_000 })).toBe(true);
  expect(isFresh({ everSeen: true, forMs: 1, cadenceMs: 1000 })).toBe(false);
});
