import { describe, expect, it, test } from "vitest";
import { isNews, nextPlan, type Outcome } from "../../server/heartbeat/beat-plan.ts";
import { type Sight, wallState } from "../../server/heartbeat/wall-state.ts";

const served: Sight = { proof: { by: "served" }, drawnAgeMs: 1000, hasWall: true, isOffHours: false };
const captured = (ageMs: number | undefined): Pick<Sight, "proof"> => ({ proof: { by: "capture", ageMs } });

describe("what may be said of the wall", () => {
  it.each<[string, Partial<Sight>, ReturnType<typeof wallState>]>([
    ["[HB2] a capture that was proven just now", captured(30_000), "shown"],
    ["[HB2] one that was proven too long ago", captured(30_001), undefined],
    ["[HB2] one that was never proven, whatever the page claims to have drawn", captured(undefined), undefined],
    [
      "[HB4] a proven capture in the dark hours",
      { ...captured(0), isOffHours: true, drawnAgeMs: undefined },
      "planned-off",
    ],
    ["[HB4] the same, kept lit by something urgent", { ...captured(0), isOffHours: true }, "shown"],
    ["[HB4] an unproven capture in the dark hours", { ...captured(30_001), isOffHours: true }, undefined],
    ["[HB3] a served wall that draws", {}, "shown"],
    ["[HB3] one that has drawn two minutes ago", { drawnAgeMs: 120_000 }, "shown"],
    ["[HB3] one that has not drawn for longer", { drawnAgeMs: 120_001 }, undefined],
    ["[HB3] one that has never drawn", { drawnAgeMs: undefined }, undefined],
    ["[HB3] one that has drawn and is gone", { hasWall: false }, undefined],
    ["[HB4] one that is dark as planned", { isOffHours: true, drawnAgeMs: undefined }, "planned-off"],
    ["[HB4] one that is gone in the dark hours", { isOffHours: true, hasWall: false }, undefined],
  ])("%s", (_, sight, expected) => {
    expect(wallState({ ...served, ...sight })).toBe(expected);
  });
});

const sent: Outcome = { kind: "sent", state: "shown" };
const failed: Outcome = { kind: "failed", reason: "connection refused" };

test("[HB5] a beat that fails is tried again after 5, 10, 20, 40 s, and then as often as beats are due", () => {
  const waits: number[] = [];
  let plan = nextPlan({ afterMs: 0, failures: 0 }, failed, 60_000);
  for (let count = 0; count < 6; count += 1) {
    waits.push(plan.afterMs);
    plan = nextPlan(plan, failed, 60_000);
  }
  expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  expect(nextPlan(plan, sent, 60_000)).toEqual({ afterMs: 60_000, failures: 0 });
  expect(nextPlan(plan, { kind: "withheld" }, 60_000)).toEqual({ afterMs: 5000, failures: 0 });
});

test.each<[Outcome | undefined, Outcome, boolean]>([
  [undefined, sent, true],
  [sent, sent, false],
  [sent, { kind: "sent", state: "planned-off" }, true],
  [sent, failed, true],
  [failed, { ...failed }, false],
  [failed, { kind: "failed", reason: "no answer" }, true],
  [failed, { kind: "withheld" }, true],
  [{ kind: "withheld" }, { kind: "withheld" }, false],
])("[HB6] after %j, %j is news: %s", (last, now, expected) => {
  expect(isNews(last, now)).toBe(expected);
});
