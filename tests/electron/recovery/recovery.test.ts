import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advance,
  budget,
  firstLadder,
  forgetMs,
  type Happening,
  type Ladder,
  patienceMs,
  unreachableMs,
} from "../../../electron/recovery/recovery.ts";
import { gentlest, type Rung, rungs, type Trouble, troubleOf } from "../../../electron/recovery/trouble.ts";

const second = 1000;
const troubles = Object.keys(gentlest) as Trouble[];
const tick: Happening = { kind: "tick" };

interface Taken {
  rung: Rung;
  at: number;
}

/** Lets things happen one after the other, each so long after the one before. */
function follow(happenings: [Happening, number][], ladder = firstLadder({ withoutGpu: false })) {
  const steps: Taken[] = [];
  let now = 0;
  for (const [happening, afterMs] of happenings) {
    now += afterMs;
    const next = advance(ladder, happening, now);
    ({ ladder } = next);
    if (next.step) steps.push({ rung: next.step, at: now });
  }
  return { ladder, steps, rungs: steps.map(({ rung }) => rung) };
}

/** A picture that nothing heals: the trouble is seen again every five seconds, for so many seconds. */
function unhealed(trouble: Trouble, seconds: number): [Happening, number][] {
  return Array.from({ length: seconds }, (_, index) => [index % 5 === 0 ? { kind: "trouble", trouble } : tick, second]);
}

const proven = (ms: number): [Happening, number][] => [
  [{ kind: "proven" }, second],
  [tick, ms],
];

describe("the ladder", () => {
  it("[RC1] a picture that nothing heals climbs from the gentlest step that may help, through each one's budget, to the exit", () => {
    expect(follow(unhealed("not-live", 600)).rungs).toEqual(
      "socket socket reload reload window window relaunch exit".split(" "),
    );
    expect(follow(unhealed("blank", 600)).rungs[0]).toBe("reload");
    expect(follow(unhealed("unanswered", 600)).rungs[0]).toBe("window");
    expect(follow(unhealed("gpu-lost", 600)).rungs).toEqual(["relaunch", "exit"]);
  });

  it("[RC1] each further try of a rung waits twice as long for its effect", () => {
    const { steps } = follow(unhealed("frozen", 600));
    const waits = steps.slice(1).map(({ at }, index) => at - (steps[index]?.at ?? 0));
    const { reload, window } = budget;
    const least = [reload.settleMs, 2 * reload.settleMs, window.settleMs, 2 * window.settleMs];
    least.forEach((ms, index) => expect(waits[index]).toBeGreaterThanOrEqual(ms));
  });

  it("[RC2] while the server is not reachable nothing is climbed; when it is again, the page has its time to see it", () => {
    const away: [Happening, number] = [{ kind: "server", reachable: false }, 0];
    const outage = follow([away, ...unhealed("not-live", 200)]);
    expect(outage.steps).toEqual([]);
    const back = follow([away, ...unhealed("not-live", 200), [{ kind: "server", reachable: true }, 0], [tick, second]]);
    expect(back.steps).toEqual([]);
    const late = follow([
      away,
      ...unhealed("not-live", 200),
      [{ kind: "server", reachable: true }, 0],
      ...unhealed("not-live", 20),
    ]);
    expect(late.rungs).toEqual(["socket"]);
    expect(late.steps[0]?.at).toBeGreaterThanOrEqual(200 * second + (patienceMs["not-live"] ?? 0));
  });

  it("[RC2] a server of this process that does not answer for five minutes takes another process, and no gentler step", () => {
    const { steps } = follow([[{ kind: "server", reachable: false }, 0], ...unhealed("not-live", 600)]);
    expect(steps).toEqual([{ rung: "exit", at: unreachableMs }]);
  });

  it("[RC3] a picture that is proven for ten minutes is back at the foot; one that is proven for less is not", () => {
    const spell = unhealed("blank", 100);
    expect(follow([...spell, ...proven(forgetMs - 1)]).ladder.taken).toMatchObject({ reload: 2 });
    expect(follow([...spell, ...proven(forgetMs)]).ladder.taken).toMatchObject({ reload: 0, window: 0 });
    expect(follow([...spell, ...proven(forgetMs), ...unhealed("blank", 10)]).rungs.at(-1)).toBe("reload");
  });

  it("[RC3] a renderer that crashes in a loop is not loaded anew for ever", () => {
    const loop = Array.from({ length: 40 }, (): [Happening, number][] => [
      [{ kind: "trouble", trouble: "renderer-gone" }, 5 * second],
      ...Array.from({ length: 60 }, (): [Happening, number] => [tick, second]),
      [{ kind: "proven" }, second],
    ]).flat();
    expect(follow(loop).rungs).toEqual(["reload", "reload", "window", "window", "relaunch", "exit"]);
  });

  it("[RC4] what stood still has its time again: a blocked server, a machine that slept, a screen that changed", () => {
    const { rungs } = follow([...unhealed("not-live", 14), [{ kind: "stalled" }, 60 * second], [tick, 0]]);
    expect(rungs).toEqual([]);
  });

  it("[RC5] a process without a GPU is not relaunched without one again", () => {
    expect(follow(unhealed("uncaptured", 600), firstLadder({ withoutGpu: true })).rungs).toEqual([
      "window",
      "window",
      "exit",
    ]);
  });

  it.each([
    ["crashed", "renderer-gone"],
    ["oom", "renderer-gone"],
    ["killed", "renderer-gone"],
    ["abnormal-exit", "renderer-gone"],
    ["clean-exit", "renderer-gone"],
    ["memory-eviction", "renderer-gone"],
    ["launch-failed", "cannot-launch"],
    ["integrity-failure", "cannot-launch"],
  ] as const)("[RC6] a renderer that ends with %s is %s", (reason, trouble) => {
    expect(troubleOf(reason)).toBe(trouble);
  });
});

const happening = fc.oneof(
  { arbitrary: fc.constant(tick), weight: 12 },
  {
    arbitrary: fc.record({ kind: fc.constant("trouble" as const), trouble: fc.constantFrom(...troubles) }),
    weight: 6,
  },
  { arbitrary: fc.constant<Happening>({ kind: "proven" }), weight: 3 },
  { arbitrary: fc.record({ kind: fc.constant("server" as const), reachable: fc.boolean() }), weight: 2 },
  { arbitrary: fc.constant<Happening>({ kind: "stalled" }), weight: 1 },
);
const story = fc.array(fc.tuple(happening, fc.integer({ min: 0, max: 60 * second })), { maxLength: 120 });

/** Runs a story and hands each step of it to the rule. */
function hold(
  rule: (before: Ladder, happening: Happening, after: { ladder: Ladder; step?: Rung; now: number }) => void,
) {
  fc.assert(
    fc.property(story, fc.boolean(), (happenings, withoutGpu) => {
      let ladder = firstLadder({ withoutGpu });
      let now = 0;
      for (const [happening, afterMs] of happenings) {
        now += afterMs;
        const after = advance(ladder, happening, now);
        rule(ladder, happening, { ...after, now });
        ({ ladder } = after);
      }
    }),
  );
}

describe("whatever happens to the ladder", () => {
  it("[RC7] it takes steps on a tick alone, and none before the last one has had its time", () => {
    hold((before, { kind }, { step, now }) => {
      if (step === undefined) return;
      expect(kind).toBe("tick");
      if (before.unreachableSince === undefined) expect(now).toBeGreaterThanOrEqual(before.settledAt);
    });
  });

  it("[RC7] no budget is exceeded", () => {
    hold((_before, _happening, { ladder }) => {
      for (const rung of rungs) expect(ladder.taken[rung]).toBeLessThanOrEqual(budget[rung].tries);
    });
  });

  it("[RC7] it takes no step while the picture is proven", () => {
    hold((before, _happening, { step }) => {
      if (before.provenSince !== undefined && before.unreachableSince === undefined) expect(step).toBeUndefined();
    });
  });

  it("[RC7] it takes no step but the exit while the server is not reachable", () => {
    hold((before, _happening, { step, now }) => {
      if (before.unreachableSince === undefined || step === undefined) return;
      expect(step).toBe("exit");
      expect(now - before.unreachableSince).toBeGreaterThanOrEqual(unreachableMs);
    });
  });

  it("[RC7] it never takes a gentler step than may help, and after the exit none", () => {
    hold((before, _happening, { step }) => {
      if (before.taken.exit > 0) expect(step).toBeUndefined();
      if (step === undefined || !before.trouble || step === "exit") return;
      expect(rungs.indexOf(step)).toBeGreaterThanOrEqual(rungs.indexOf(gentlest[before.trouble.kind]));
    });
  });

  it("[RC7] whatever came before, trouble that nothing heals ends in the exit within ten minutes", () => {
    fc.assert(
      fc.property(story, fc.constantFrom(...troubles), (happenings, trouble) => {
        const before = follow(happenings).ladder;
        const reachable: [Happening, number] = [{ kind: "server", reachable: true }, 0];
        const start = happenings.reduce((sum, [, ms]) => sum + ms, 0);
        const shifted: [Happening, number][] = [[reachable[0], start], ...unhealed(trouble, 600)];
        expect(follow(shifted, before).ladder.taken.exit).toBe(1);
      }),
    );
  });
});
