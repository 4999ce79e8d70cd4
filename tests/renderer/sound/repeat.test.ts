import { expect, test } from "vitest";
import { type Calling, repeat } from "../../../renderer/sound/repeat.ts";
import { isReached } from "../../../renderer/sound/self-test-time.ts";

/** At which seconds it sounds. */
function soundsAt(seconds: number, idsAt: (second: number) => string[]): number[] {
  let calling: Calling | undefined;
  const at: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const { isDue, ...next } = repeat(calling, new Set(idsAt(second)), second * 1000);
    ({ calling } = next);
    if (isDue) at.push(second);
  }
  return at;
}

test("[SN2] a critical sounds at once, then with gaps that grow to five minutes, for as long as it is open", () => {
  expect(soundsAt(1300, () => ["a"])).toEqual([0, 10, 30, 70, 150, 310, 610, 910, 1210]);
});

test("[SN2] a new one sounds at once, and the gaps begin anew; one that goes while others stay changes nothing", () => {
  expect(soundsAt(80, (second) => (second < 25 ? ["a"] : ["a", "b"]))).toEqual([0, 10, 25, 35, 55]);
  expect(soundsAt(80, (second) => (second < 25 ? ["a", "b"] : ["b"]))).toEqual([0, 10, 30, 70]);
});

test("[SN3] (FIELD 11) nothing sounds after the last one was acknowledged or has cleared; one that asks again sounds", () => {
  expect(soundsAt(100, (second) => (second < 20 || second >= 60 ? ["a"] : []))).toEqual([0, 10, 60, 70, 90]);
  expect(soundsAt(100, () => [])).toEqual([]);
});

test("[SN6] a time of day is reached once, over midnight and the leaps of summer time, and not by a set clock", () => {
  expect([isReached(480, 479, 480), isReached(480, 480, 480), isReached(480, 480, 481)]).toEqual([true, false, false]);
  expect([isReached(0, 1439, 0), isReached(1439, 1439, 0), isReached(2, 1435, 5)]).toEqual([true, false, true]);
  expect(isReached(150, 119, 179)).toBe(true);
  expect(isReached(150, 179, 120)).toBe(false);
  expect([isReached(480, 200, 900), isReached(480, 900, 200)]).toEqual([false, false]);
});
