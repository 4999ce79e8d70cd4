import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AutoLogin } from "../../../electron/sign-in/auto-login.ts";
import { type Answer, firstPlan, type Step } from "../../../electron/sign-in/sign-in-plan.ts";
import { Lifetime } from "../../../server/lifetime.ts";

const hourMs = 3_600_000;
const log = pino({ level: "silent" });
let lifetime: Lifetime;
let taken: Step[];

beforeEach(() => {
  vi.useFakeTimers();
  lifetime = new Lifetime();
  taken = [];
});
afterEach(async () => {
  await lifetime.end();
  vi.useRealTimers();
});

/** Signs in against answers that the test sets; `done` and a session of 24 h unless it does. */
function signIn(answers: Partial<Record<Step, () => Answer>> = {}): AutoLogin {
  const act = (step: Step, otherwise: () => Answer) => async () => {
    taken.push(step);
    return (answers[step] ?? otherwise)();
  };
  return new AutoLogin({
    first: firstPlan({ isNew: false }),
    log,
    lifetime,
    steps: {
      provision: act("provision", () => ({ kind: "done" })),
      login: act("login", () => ({ kind: "done" })),
      ticket: act("ticket", () => ({ kind: "done" })),
      ask: act("ask", () => ({ kind: "signed-in", expiresAt: Date.now() + 24 * hourMs })),
    },
  });
}

describe("the auto-login", () => {
  it("[AL5] asks in the last tenth of each session, for as long as it lives", async () => {
    await Promise.all([signIn().attempted, vi.advanceTimersByTimeAsync(10)]);
    expect(taken).toEqual(["login", "ask"]);
    await vi.advanceTimersByTimeAsync(21.5 * hourMs);
    expect(taken).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(2.5 * hourMs);
    expect(taken).toEqual(["login", "ask", "ask"]);
    await vi.advanceTimersByTimeAsync(30 * 24 * hourMs);
    expect(taken.length).toBeGreaterThan(30);
    expect(new Set(taken.slice(1))).toEqual(new Set(["ask"]));
  });

  it("[AL4] a page that is told it is signed out is looked after at once, and a page that claims it is asked about once", async () => {
    let isOut = false;
    const autoLogin = signIn({
      ask: () => (isOut ? { kind: "signed-out" } : { kind: "signed-in", expiresAt: Date.now() + 24 * hourMs }),
      login: () => {
        isOut = false;
        return { kind: "done" };
      },
    });
    await vi.advanceTimersByTimeAsync(10);
    isOut = true;
    for (let time = 0; time < 1000; time += 1) autoLogin.lookNow();
    await vi.advanceTimersByTimeAsync(500);
    expect(taken).toEqual(["login", "ask", "ask", "login", "ask"]);
  });

  it("[AL6] a server that does not answer is asked again, ever more slowly, and the wall is not held up by it", async () => {
    const autoLogin = signIn({ login: () => ({ kind: "failed", reason: "connection refused" }) });
    await Promise.all([autoLogin.attempted, vi.advanceTimersByTimeAsync(1)]);
    expect(taken).toEqual(["login"]);
    await vi.advanceTimersByTimeAsync(hourMs);
    expect(taken.length).toBeGreaterThan(59);
    expect(taken.length).toBeLessThan(90);
  });

  it("[AL8] while the accounts cannot be used the wall signs in by tickets, and by its credential when they can again", async () => {
    let isBroken = true;
    let isOut = true;
    const autoLogin = signIn({
      login: () => (isBroken ? { kind: "no-accounts", reason: "accounts.json is not JSON" } : { kind: "done" }),
      ticket: () => {
        isOut = false;
        return { kind: "done" };
      },
      ask: () => (isOut ? { kind: "signed-out" } : { kind: "signed-in", expiresAt: Date.now() + 24 * hourMs }),
    });
    await Promise.all([autoLogin.attempted, vi.advanceTimersByTimeAsync(10)]);
    expect(taken).toEqual(["login", "ticket", "ask"]);
    isBroken = false;
    isOut = true;
    autoLogin.lookNow();
    await vi.advanceTimersByTimeAsync(300);
    expect(taken.slice(3, 5)).toEqual(["ask", "login"]);
  });

  it("[AL7] ends with its lifetime", async () => {
    signIn();
    await vi.advanceTimersByTimeAsync(10);
    await lifetime.end();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(48 * hourMs);
    expect(taken).toEqual(["login", "ask"]);
  });
});
