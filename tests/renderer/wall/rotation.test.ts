import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Circumstances, leftSeconds, type Rotation, turn } from "../../../renderer/wall/rotation.ts";

const pages = [
  { key: "a", seconds: 30 },
  { key: "b", seconds: 10 },
  { key: "c", seconds: 20 },
];

function circumstances(tick: number, change: Partial<Circumstances> = {}): Circumstances {
  const none = new Set<string>();
  return { pages, tick, called: none, urgent: undefined, broken: none, isReady: true, ...change };
}

/** Goes on second by second, and tells which page shows at each, one letter a second. */
function play(seconds: number, changeAt: (second: number) => Partial<Circumstances> = () => ({})): string {
  let rotation: Rotation | undefined;
  let shown = "";
  for (let second = 0; second < seconds; second += 1) {
    rotation = turn(rotation, circumstances(second * 1000, changeAt(second)));
    shown += rotation?.shown ?? "-";
  }
  return shown;
}

test("[WL8] pages take turns for their seconds and then begin again", () => {
  expect(play(65)).toBe("a".repeat(30) + "b".repeat(10) + "c".repeat(20) + "a".repeat(5));
});

test("[WL8] the header's seconds count down to the next page", () => {
  const begun = turn(undefined, circumstances(0));
  if (!begun) throw new Error("no page");
  expect([0, 500, 29_001].map((tick) => leftSeconds(begun, circumstances(tick)))).toEqual([30, 30, 1]);
});

test("[WL8] one page has no next one, and a wall without pages shows none", () => {
  const only = circumstances(99_000, { pages: [{ key: "only", seconds: 30 }] });
  const rotation = turn(undefined, only);
  expect(rotation && leftSeconds(rotation, only)).toBeUndefined();
  expect(turn(undefined, circumstances(0, { pages: [] }))).toBeUndefined();
});

function at(before: Rotation | undefined, tick: number, isReady: boolean): Rotation | undefined {
  return turn(before, circumstances(tick, { isReady }));
}

test("[WL26] the next page is made ready five seconds ahead, and comes up a second and a half late at most", () => {
  const first = at(undefined, 0, false);
  expect(at(first, 24_900, false)?.incoming).toBeUndefined();
  const preparing = at(first, 25_000, false);
  expect(preparing?.incoming).toEqual({ key: "b", sinceTick: 25_000 });
  expect(at(preparing, 29_999, true)?.shown).toBe("a");
  expect(at(preparing, 30_000, true)?.shown).toBe("b");
  const late = at(first, 30_000, false);
  expect([at(late, 31_400, false)?.shown, at(late, 31_500, false)?.shown]).toEqual(["a", "b"]);
  // Ready is said of the page that was prepared, not of one that was not begun.
  expect(at(first, 30_000, true)?.shown).toBe("a");
});

test("[WL28] (FIELD 13) a call brings its page up before its turn, and holds it until it is taken in hand", () => {
  const shown = play(120, (second) => (second >= 5 && second < 90 ? { called: new Set(["c"]) } : {}));
  expect(shown.slice(0, 7)).toMatch(/^a{6}c$/);
  expect(shown.slice(6, 90)).toBe("c".repeat(84));
  // Then the page has its whole turn.
  expect(shown.slice(90)).toBe("c".repeat(20) + "a".repeat(10));
});

test("[WL28] pages of several calls take turns among themselves, and a new call does not wait for its own", () => {
  const shown = play(100, (second) => ({ called: new Set(["a", "c"]), urgent: second === 40 ? "a" : undefined }));
  expect(shown).not.toContain("b");
  expect(shown.slice(0, 30)).toBe("a".repeat(30));
  expect(shown.slice(30, 40)).toBe("c".repeat(10));
  const called = play(60, (second) => ({
    called: new Set(second >= 8 ? ["a", "c"] : ["a"]),
    urgent: second >= 8 && second < 11 ? "c" : undefined,
  }));
  expect(called.slice(0, 9)).toBe("a".repeat(9));
  expect(called.slice(9, 29)).toBe("c".repeat(20));
});

test("[WL27] (FIELD 14) a page that breaks is left at once and skipped until it is mended", () => {
  const shown = play(100, (second) => ({ broken: new Set(second >= 32 && second < 80 ? ["b"] : []) }));
  expect(shown).toBe("a".repeat(30) + "bb" + "c".repeat(20) + "a".repeat(30) + "b".repeat(10) + "c".repeat(8));
});

test("[WL27] where no page can be drawn none is shown, and the first that is mended comes at once", () => {
  const shown = play(10, (second) => ({ broken: new Set(second < 5 ? ["a", "b", "c"] : ["a", "c"]) }));
  expect(shown).toBe("-----bbbbb");
});

test("[WL28] a broken page is not held, though it is the one that shows the alarm", () => {
  expect(play(40, () => ({ called: new Set(["a"]), broken: new Set(["a"]) }))).toMatch(/^b{10}c{20}b{10}$/);
});

test("[WL8] whatever happens, a page is shown that exists, is not broken, and is called where one of them is", () => {
  const keys = fc.subarray(["a", "b", "c"]);
  const step = fc.record({ ms: fc.nat(20_000), called: keys, broken: keys, urgent: keys, isReady: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let rotation: Rotation | undefined;
      let tick = 0;
      for (const { ms, called, broken, urgent, isReady } of steps) {
        tick += ms;
        const change = { called: new Set(called), broken: new Set(broken), urgent: urgent[0], isReady };
        rotation = turn(rotation, circumstances(tick, change));
        if (broken.length === 3) expect(rotation).toBeUndefined();
        else expect(["a", "b", "c"].filter((key) => !broken.includes(key))).toContain(rotation?.shown);
        expect(rotation?.incoming?.key).not.toBe(rotation?.shown ?? "");
        if (rotation) expect(leftSeconds(rotation, circumstances(tick, change)) ?? 0).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
