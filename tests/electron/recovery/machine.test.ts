import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  after,
  atLaunch,
  type CrashCounter,
  doesWithoutGpu,
  freshCounter,
  type Outcome,
} from "../../../electron/recovery/crash-counter.ts";
import { compareClocks } from "../../../electron/recovery/disturbances.ts";
import { greedyScreens, isNightDue, memoryLimitBytes, renewWindows } from "../../../electron/recovery/renewal.ts";
import { howToRestart } from "../../../electron/recovery/restart.ts";
import { mayFeed, watchdogOf } from "../../../electron/recovery/watchdog.ts";
import { hasWindowPerDisplay, type Placed, type Seat, seatDisplays } from "../../../electron/screens/displays.ts";
import { Lifetime } from "../../../server/lifetime.ts";

function display(id: number, x: number, label = `TV ${id}`): Placed {
  return { id, label, bounds: { x, y: 0, width: 1920, height: 1080 }, scaleFactor: 1 };
}
const seated = (seats: Seat[]) =>
  seats.filter(({ isPresent }) => isPresent).map(({ screen, display }) => [screen, display.id]);

describe("which display is which screen", () => {
  it("[DP1] displays are numbered from left to right", () => {
    expect(seated(seatDisplays([], [display(7, 1920), display(9, 0)]))).toEqual([
      [1, 9],
      [2, 7],
    ]);
  });

  it("[DP2] (FIELD 22) a television that is switched off and on takes its old screen, and the other keeps its own", () => {
    const both = seatDisplays([], [display(1, 0), display(2, 1920)]);
    const one = seatDisplays(both, [display(2, 0)]);
    expect(seated(one)).toEqual([[2, 2]]);
    expect(seated(seatDisplays(one, [display(1, 0), display(2, 1920)]))).toEqual(seated(both));
    expect(seated(seatDisplays(one, [display(2, 0), display(40, 1920, "TV 1")]))).toEqual([
      [1, 40],
      [2, 2],
    ]);
  });

  it("[DP3] with no display at all every window stays", () => {
    const seats = seatDisplays([], [display(1, 0)]);
    expect(seatDisplays(seats, [])).toEqual(seats);
  });

  it("[DP2] whatever is plugged and unplugged, each display has one screen, no screen two, and none is above sixteen", () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), (moments) => {
        let seats: Seat[] = [];
        for (const ids of moments) {
          seats = seatDisplays(
            seats,
            ids.map((id) => display(id, id * 100)),
          );
          const now = seated(seats);
          expect(now.map(([, id]) => id).toSorted()).toEqual(ids.toSorted());
          expect(new Set(now.map(([screen]) => screen)).size).toBe(now.length);
          for (const [screen = 0] of now) expect(screen).toBeLessThanOrEqual(16);
        }
      }),
    );
  });

  it.each([
    [{}, "linux", true],
    [{ WAYLAND_DISPLAY: "wayland-0" }, "linux", false],
    [{ WAYLAND_DISPLAY: "wayland-0", NOCTURNE_WINDOW_PER_DISPLAY: "1" }, "linux", true],
    [{ WAYLAND_DISPLAY: "wayland-0", XDG_SESSION_TYPE: "x11" }, "linux", true],
    [{}, "win32", true],
  ] as const)("[DP4] %o on %s: a window for each display is %s", (env, platform, expected) => {
    expect(hasWindowPerDisplay(env, platform)).toBe(expected);
  });
});

const follow = (outcomes: (Outcome | "launch")[], counter: CrashCounter = freshCounter) =>
  outcomes.reduce((now, what) => (what === "launch" ? atLaunch(now) : after(now, what)), counter);

describe("the crash counter", () => {
  it("[RC15] three runs that died early, or three deaths of the GPU's process, and the next does without it", () => {
    expect(doesWithoutGpu(follow(["launch", "launch", "launch"]))).toBe(false);
    expect(doesWithoutGpu(follow(["launch", "launch", "launch", "launch"]))).toBe(true);
    expect(doesWithoutGpu(follow(["launch", "gpu-died", "gpu-died", "gpu-died"]))).toBe(true);
    expect(doesWithoutGpu(follow(["launch", "needs-no-gpu", "launch"]))).toBe(true);
  });

  it("[RC15] runs that were told to end, or that were good, are no deaths", () => {
    const ended = Array.from({ length: 9 }, () => ["launch", "ended"] as const).flat();
    const good = Array.from({ length: 9 }, () => ["launch", "good"] as const).flat();
    expect(doesWithoutGpu(follow(ended))).toBe(false);
    expect(doesWithoutGpu(follow([...good, "launch"]))).toBe(false);
  });

  it("[RC15] a run that is good without the GPU is no reason to take it again; one of a day is", () => {
    const without = follow(["launch", "needs-no-gpu", "launch", "good"]);
    expect(doesWithoutGpu(without)).toBe(true);
    expect(doesWithoutGpu(after(without, "long-good"))).toBe(false);
  });
});

describe("who starts the kiosk again", () => {
  it.each([
    [{}, "by-itself"],
    [{ NOCTURNE_SUPERVISED: "1" }, "by-supervisor"],
    [{ NOTIFY_SOCKET: "/run/systemd/notify" }, "by-supervisor"],
    [{ NOTIFY_SOCKET: "/run/systemd/notify", NOCTURNE_SUPERVISED: "0" }, "by-itself"],
    [{ SYSTEMD_EXEC_PID: "7" }, "by-supervisor"],
    [{ SYSTEMD_EXEC_PID: "8" }, "by-supervisor"],
    [{ SYSTEMD_EXEC_PID: "1234", INVOCATION_ID: "of the desktop session" }, "by-itself"],
  ] as const)("[RC16] %o: %s", (env, expected) => {
    expect(howToRestart({ env, pid: 8, ppid: 7 })).toBe(expected);
  });
});

afterEach(() => void vi.useRealTimers());

const at = (wallMs: number, monotonicMs: number) => ({ wallMs, monotonicMs });

describe("the clocks", () => {
  it.each([
    ["a second", at(1000, 1000), undefined],
    ["a busy machine", at(3500, 3500), undefined],
    ["a blocked event loop", at(11_000, 11_000), { kind: "stalled", ms: 10_000 }],
    ["a clock that is set back", at(1000 - 86_400_000, 1000), { kind: "clock-gap", ms: -86_400_000 }],
    ["a machine that slept", at(3_600_000, 1000), { kind: "clock-gap", ms: 3_599_000 }],
    ["a clock that NTP steps", at(3000, 1000), undefined],
  ] as const)("[RC12] %s", (_what, now, expected) => {
    expect(compareClocks(at(0, 0), now)).toEqual(expected);
  });
});

describe("windows that are made anew", () => {
  it.each([
    [239, 9, false],
    [240, 9, true],
    [400, 9, true],
    [421, 9, false],
    [240, 10, false],
  ])("[RC17] at minute %d, last on day %d: %s", (minute, lastDay, expected) => {
    expect(isNightDue({ renewAt: 240, day: 10, minute, lastDay })).toBe(expected);
  });

  it("[RC17] one whose picture is not proven at its hour has its turn as soon as it is, and no other screen a second one", async () => {
    vi.useFakeTimers({ now: new Date(2026, 0, 5, 3, 59, 50) });
    const lifetime = new Lifetime();
    const renewed: number[] = [];
    let isSecondProven = false;
    const screens = {
      renderers: () => [1, 2].map((screen) => ({ screen, pid: screen })),
      renew: (_why: string, screen: number) => (screen === 1 || isSecondProven) && renewed.push(screen) > 0,
    };
    const server = { renewAt: () => 240, hasOpenCritical: () => false };
    renewWindows({ screens, server, metrics: { getAppMetrics: () => [] }, lifetime });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(renewed).toEqual([1]);
    isSecondProven = true;
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(renewed).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(23 * 3_600_000);
    expect(renewed).toEqual([1, 2, 1, 2]);
    await lifetime.end();
  });

  it("[RC18] a screen whose process holds more than a gibibyte is one of them", () => {
    const metrics = [1, 2].map((pid) => ({
      pid,
      memory: { workingSetSize: memoryLimitBytes / 1024 + (pid === 2 ? 1 : 0), peakWorkingSetSize: 0 },
    }));
    const renderers = [1, 2, 3].map((pid) => ({ screen: 10 + pid, pid }));
    expect(greedyScreens(renderers, metrics)).toEqual([12]);
  });
});

describe("the watchdog", () => {
  it("[WD1] nothing is told where nobody listens; WATCHDOG_USEC are microseconds", () => {
    expect(watchdogOf({ WATCHDOG_USEC: "90000000" })).toBeUndefined();
    expect(watchdogOf({ NOTIFY_SOCKET: "/s" })).toEqual({ patienceMs: undefined });
    expect(watchdogOf({ NOTIFY_SOCKET: "/s", WATCHDOG_USEC: "90000000" })).toEqual({ patienceMs: 90_000 });
    expect(watchdogOf({ NOTIFY_SOCKET: "/s", WATCHDOG_USEC: "soon" })).toEqual({ patienceMs: undefined });
  });

  it("[WD2] it is fed by a picture that was proven since it was last fed, and by nothing else", () => {
    expect(mayFeed(undefined, 30_000)).toBe(false);
    expect(mayFeed(30_000, 30_000)).toBe(true);
    expect(mayFeed(30_001, 30_000)).toBe(false);
  });
});
