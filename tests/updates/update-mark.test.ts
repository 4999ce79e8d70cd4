import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  atLaunch,
  beginInstall,
  freshMark,
  giveUp,
  installWithinMs,
  keep,
  mayTry,
  settle,
  type UpdateMark,
  updateMark,
} from "../../server/updates/update-mark.ts";

const [old, next] = ["1.0.0", "1.1.0"];
const begun = beginInstall({ version: old, now: 0 }, next);

test("[UP57] an installer that is still at work is not taken for one that failed", () => {
  expect(atLaunch(begun, { version: old, now: installWithinMs - 1 })).toEqual(begun);
  expect(settle(begun, { version: old, now: installWithinMs })).toMatchObject({ last: { ended: "not-installed" } });
  expect(atLaunch(begun, { version: next, now: 5 })).toMatchObject({ state: "proving", launches: 1 });
});

test("[UP55] a new version that is started three times without a picture is taken back, for three installers", () => {
  let mark: UpdateMark = begun;
  for (const launches of [1, 2, 3]) {
    mark = atLaunch(mark, { version: next, now: launches });
    expect(mark).toMatchObject({ state: "proving", launches });
  }
  let now = 10;
  for (const tries of [1, 2, 3]) {
    mark = atLaunch(mark, { version: next, now });
    expect(mark).toMatchObject({ state: "rolling-back", from: old, to: next, tries });
    // Started meanwhile: it is waited for.
    expect(atLaunch(mark, { version: next, now: now + 1 })).toBe(mark);
    now += installWithinMs;
  }
  expect(atLaunch(mark, { version: old, now })).toMatchObject({ state: "settled", last: { ended: "rolled-back" } });
  expect(atLaunch(mark, { version: next, now })).toMatchObject({ last: { ended: "not-rolled-back" } });
});

test("[UP56] a version that was taken back waits for a newer one, one that could not be installed for the next night", () => {
  const proving = atLaunch(begun, { version: next, now: 1 });
  const back = atLaunch(giveUp(proving, { version: next, now: 2 }, "dark"), { version: old, now: 3 });
  expect(back).toMatchObject({ state: "settled", last: { ended: "rolled-back", why: "dark", at: 3 } });
  expect(mayTry(back, next, { now: 1e12 })).toBe(false);
  expect(mayTry(back, "1.2.0", { now: 4 })).toBe(true);
  const refused = giveUp(begun, { version: old, now: 1 }, "no right");
  expect(mayTry(refused, next, { now: 3_600_000 })).toBe(false);
  expect(mayTry(refused, next, { now: 24 * 3_600_000 })).toBe(true);
});

type Happening =
  | { kind: "launch"; version: string; ms: number }
  | { kind: "look"; ms: number }
  | { kind: "picture" | "dark" };
const ms = fc.integer({ min: -installWithinMs, max: 2 * installWithinMs });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant("launch" as const), version: fc.constantFrom(old, next, "9.9.9"), ms }),
  fc.record({ kind: fc.constant("look" as const), ms }),
  fc.record({ kind: fc.constantFrom("picture" as const, "dark" as const) }),
);

test("[UP57] whatever happens, and whenever it stops, the mark is whole, true to the version, and settles", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), fc.constantFrom(old, next), (happenings, last) => {
      let mark: UpdateMark = begun;
      let present = { version: old, now: 0 };
      for (const one of happenings) {
        if (one.kind === "launch" || one.kind === "look") {
          present = { version: one.kind === "launch" ? one.version : present.version, now: present.now + one.ms };
          mark = (one.kind === "launch" ? atLaunch : settle)(mark, present);
        } else mark = one.kind === "picture" ? keep(mark, present, "seen") : giveUp(mark, present, "dark");
        // As the next process reads it.
        expect(updateMark.parse(JSON.parse(JSON.stringify(mark)))).toEqual(mark);
        // Only the new version is ever proven or taken back, and nothing but the one that was there before comes instead.
        if (mark.state === "proving" || mark.state === "rolling-back")
          expect([present.version, mark.from, mark.to]).toEqual([next, old, next]);
      }
      // A crash loop of either version comes to its end.
      for (let launch = 0; launch < 8; launch += 1) {
        present = { version: last, now: present.now + installWithinMs };
        mark = atLaunch(mark, present);
      }
      expect(mark.state).toBe("settled");
    }),
  );
  expect(settle(freshMark, { version: old, now: 0 })).toBe(freshMark);
});
