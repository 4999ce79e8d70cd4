import { describe, expect, it } from "vitest";
import { type Answer, firstPlan, nextPlan, type Plan } from "../../../electron/sign-in/sign-in-plan.ts";

const now = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;

function follow(answers: Answer[], { isNew = false, random = 0 } = {}): Plan {
  return answers.reduce((plan, answer) => nextPlan(plan, answer, { now, random }), firstPlan({ isNew }));
}

const failed: Answer = { kind: "failed", reason: "connection refused" };

describe("the plan of the auto-login", () => {
  it("[AL1] a new credential is given to the account, then used, then its session is asked for", () => {
    expect(follow([], { isNew: true })).toMatchObject({ step: "provision", afterMs: 0 });
    expect(follow([{ kind: "done" }], { isNew: true })).toMatchObject({ step: "login", afterMs: 0 });
    expect(follow([{ kind: "done" }, { kind: "done" }], { isNew: true })).toMatchObject({ step: "ask", afterMs: 0 });
  });

  it("[AL2] a stored credential is used as it is", () => {
    expect(follow([])).toMatchObject({ step: "login", afterMs: 0 });
  });

  it.each([0, 0.5, 0.999])(
    "[AL5] a session is renewed in the last tenth of its life, with room to try again (%d)",
    (random) => {
      const { step, afterMs } = follow([{ kind: "signed-in", expiresAt: now + 20 * hourMs }], { random });
      expect(step).toBe("ask");
      expect(afterMs).toBeGreaterThan(18 * hourMs);
      expect(afterMs).toBeLessThan(19.6 * hourMs);
    },
  );

  it("[AL5] a session of a year is looked at once a day, and one of no time at all once a second", () => {
    expect(follow([{ kind: "signed-in", expiresAt: now + 365 * 24 * hourMs }]).afterMs).toBe(24 * hourMs);
    expect(follow([{ kind: "signed-in", expiresAt: now - hourMs }]).afterMs).toBe(1000);
  });

  it("[AL4] a session that has ended is followed by a login at once; logins that do not last, with back-off", () => {
    const signedIn: Answer = { kind: "signed-in", expiresAt: now + hourMs };
    expect(follow([signedIn, { kind: "signed-out" }])).toMatchObject({ step: "login", afterMs: 0 });
    const second = follow([signedIn, { kind: "signed-out" }, { kind: "done" }, { kind: "signed-out" }]);
    expect(second).toMatchObject({ step: "login", failures: 2 });
    expect(second.afterMs).toBeGreaterThanOrEqual(750);
  });

  it("[AL3] a refused credential is given to the account once; refused again, it is retried with back-off", () => {
    const refused: Answer = { kind: "refused" };
    expect(follow([refused])).toMatchObject({ step: "provision", afterMs: 0 });
    const again = follow([refused, { kind: "done" }, refused]);
    expect(again).toMatchObject({ step: "login", failures: 1 });
    expect(again.afterMs).toBeGreaterThan(0);
    expect(follow([refused], { isNew: true })).toMatchObject({ failures: 1 });
  });

  it("[AL8] without accounts the wall is signed in by a ticket at once; one that does not help is retried with back-off", () => {
    const noAccounts: Answer = { kind: "no-accounts", reason: "the disk is full" };
    expect(follow([noAccounts], { isNew: true })).toMatchObject({ step: "ticket", afterMs: 0 });
    expect(follow([noAccounts])).toMatchObject({ step: "ticket", afterMs: 0 });
    expect(follow([noAccounts, { kind: "done" }])).toMatchObject({ step: "ask", afterMs: 0 });
    expect(follow([noAccounts, failed])).toMatchObject({ step: "login", failures: 1 });
    const rounds = Array.from(
      { length: 5 },
      () => [noAccounts, { kind: "done" }, { kind: "signed-out" }] as const,
    ).flat();
    expect(follow([...rounds]).afterMs).toBeGreaterThanOrEqual(3000);
  });

  it("[AL6] failures back off from half a second to a minute, and are forgotten when signed in", () => {
    const waits = Array.from(
      { length: 12 },
      (_, index) =>
        follow(
          Array.from({ length: index + 1 }, () => failed),
          { random: 0.999 },
        ).afterMs,
    );
    expect(waits[0]).toBeCloseTo(500, -1);
    expect(waits[1]).toBeCloseTo(1000, -1);
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(60_000);
    expect(waits.at(-1)).toBeGreaterThan(59_000);
    expect(follow([failed, failed, { kind: "signed-in", expiresAt: now + hourMs }])).toMatchObject({ failures: 0 });
  });

  it("[AL6] a throttled login waits as long as it is told to, a minute at most", () => {
    expect(follow([{ kind: "throttled", afterMs: 7000 }]).afterMs).toBe(7000);
    expect(follow([{ kind: "throttled", afterMs: 10 * hourMs }]).afterMs).toBe(60_000);
  });
});
