import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WallStore } from "../../../renderer/link/store.ts";
import { type Loudspeaker, Sounder, type SoundState } from "../../../renderer/sound/sounder.ts";
import type { SpeakerState } from "../../../renderer/sound/speaker.ts";
import type { Alarm } from "../../../server/protocol/messages.ts";
import type { SoundPlan } from "../../../server/protocol/wall.ts";
import { alarm, quiet } from "../../resources/scenes.ts";

const start = Date.UTC(2026, 0, 1, 21, 59);
const plan: SoundPlan = { enabled: true, volume: 0.5, warnings: false };
beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

interface Room {
  store: WallStore;
  sounder: Sounder;
  /** What came out of the loudspeaker, with the seconds since the start: "0 critical". */
  heard: string[];
  speaker: { state: SpeakerState; isHeard: boolean };
  raise(alarm: Alarm): void;
  pass(seconds: number): Promise<void>;
  states: SoundState["kind"][];
  hand: Hand;
}

/** What an operator has set by hand. */
class Hand {
  #muteUntil = 0;
  #told: () => void = () => undefined;
  readonly settings = () => ({ muteUntil: this.#muteUntil });
  readonly subscribe = (told: () => void) => {
    this.#told = told;
    return () => undefined;
  };
  mute(until: number): void {
    this.#muteUntil = until;
    this.#told();
  }
}

/** A wall that begins to see at 21:59, with `alarms`, before a loudspeaker that tells what it was given. */
function room(change: Partial<SoundPlan> = {}, alarms: Alarm[] = []): Room {
  const heard: string[] = [];
  const told = { state: "ready" as SpeakerState, isHeard: true };
  const say = (word: string) => heard.push(`${Math.round((Date.now() - start) / 1000)} ${word}`);
  const speaker: Loudspeaker = {
    state: () => told.state,
    open: () => undefined,
    close: () => undefined,
    play: say,
    hush: () => say("hush"),
    async test() {
      say("test");
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return told.isHeard;
    },
  };
  const store = new WallStore();
  const hand = new Hand();
  const sounder = new Sounder(store, speaker, hand);
  const states: SoundState["kind"][] = [];
  sounder.subscribe(() => states.push(sounder.state().kind));
  const { welcome } = quiet(start);
  store.receive({ ...welcome, wall: { ...welcome.wall, sound: { ...plan, ...change } }, alarms });
  store.setLink({ kind: "live" });
  return {
    store,
    sounder,
    hand,
    heard,
    speaker: told,
    states,
    raise: (alarm) => store.receive({ type: "alarm", alarm }),
    async pass(seconds) {
      for (let second = 0; second < seconds; second += 1) {
        await vi.advanceTimersByTimeAsync(1000);
        store.moveClock();
      }
    },
  };
}

const core = alarm("edge/core", "critical", start);
const utc = { timeZone: "UTC" };

test("[SN1] an unacknowledged critical sounds at once, and again", async () => {
  const { heard, raise, pass } = room();
  await pass(5);
  raise(core);
  await pass(12);
  expect(heard).toEqual(["5 critical", "15 critical"]);
});

test("[SN1] one that the wall finds open when it starts sounds too", () => {
  expect(room({}, [core]).heard).toEqual(["0 critical"]);
});

test.each<[string, Partial<Alarm>]>([
  ["acknowledged", { workflow: "acknowledged" }],
  ["shelved", { workflow: "shelved" }],
  ["cleared", { process: "cleared" }],
  ["soft", { state: "soft" }],
  ["muted", { muted: { why: "maintenance", by: "night work" } }],
  ["a warning", { severity: "warning" }],
])("[SN1] (FIELD 11) what is %s does not sound", async (_, change) => {
  const { heard, raise, pass } = room();
  raise({ ...core, ...change });
  await pass(60);
  expect(heard).toEqual([]);
});

test("[SN1] (FIELD 16) what flaps does not sound, until it has settled", async () => {
  const { heard, raise, pass } = room();
  raise({ ...core, flapping: true });
  await pass(60);
  expect(heard).toEqual([]);
  raise({ ...core, flapping: false });
  expect(heard).toEqual(["60 critical"]);
});

test.each(["acknowledged", "cleared"])("[SN3] (FIELD 11) the tone stops in the moment it is %s", async (how) => {
  const { heard, raise, store, pass } = room();
  raise(core);
  await pass(10);
  if (how === "acknowledged") raise({ ...core, workflow: "acknowledged" });
  else store.receive({ type: "alarm-gone", id: core.id });
  expect(heard).toEqual(["0 critical", "10 critical", "10 hush"]);
  await pass(400);
  expect(heard).toHaveLength(3);
});

test("[SN4] a new warning sounds once where that is configured, and not over a critical", async () => {
  const { heard, raise, pass, store } = room({ warnings: true }, [alarm("edge/old", "warning", start)]);
  await pass(2);
  raise(alarm("edge/slow", "warning", start));
  await pass(600);
  expect(heard).toEqual(["2 warning"]);
  raise(core);
  raise(alarm("edge/slower", "warning", start));
  await pass(5);
  store.receive({ type: "alarm-gone", id: core.id });
  expect(heard.slice(1)).toEqual(["602 critical", "607 hush"]);
});

test("[SN5] in quiet hours warnings are silent and criticals sound", async () => {
  const { heard, raise, pass, sounder } = room({
    warnings: true,
    quietHours: { from: 1320, to: 360, criticals: true, ...utc },
  });
  await pass(120);
  raise(alarm("edge/slow", "warning", start));
  raise(core);
  expect(heard).toEqual(["120 critical"]);
  expect(sounder.state().kind).toBe("ready");
});

test("[SN5] in quiet hours without criticals nothing sounds, which is said; what is still open then sounds after them", async () => {
  const { heard, raise, pass, sounder } = room({ quietHours: { from: 1320, to: 1325, criticals: false, ...utc } });
  raise(core);
  await pass(61);
  expect(sounder.state()).toEqual({ kind: "quiet", until: 1325 });
  expect(heard.at(-1)).toBe("60 hush");
  const before = heard.length;
  await pass(290);
  expect(heard).toHaveLength(before);
  await pass(10);
  expect(heard.at(-1)).toBe("360 critical");
});

/** The minute of the day here that is two minutes after the start: the self-test is told in local time. */
const inTwoMinutes = () => (new Date(start).getHours() * 60 + new Date(start).getMinutes() + 2) % 1440;

test("[SN6] (FIELD 10) the self-test sounds daily at its time", async () => {
  const { heard, pass, sounder } = room({ selfTest: inTwoMinutes() });
  await pass(200);
  expect(heard).toEqual(["120 test"]);
  await pass(86_400);
  expect(heard).toEqual(["120 test", "86520 test"]);
  expect(sounder.state().kind).toBe("ready");
});

test("[SN6] (FIELD 10) a self-test that is not heard is said, and done again until one is", async () => {
  const { heard, pass, sounder, speaker } = room({ selfTest: inTwoMinutes() });
  speaker.isHeard = false;
  await pass(130);
  expect(sounder.state()).toEqual({ kind: "failed", at: expect.any(Number) });
  speaker.isHeard = true;
  await pass(620);
  expect(heard).toEqual(["120 test", "721 test"]);
  expect(sounder.state().kind).toBe("ready");
});

test("[SN6] a failed self-test is not done again in quiet hours, when nobody expects it", async () => {
  const quietHours = { from: 1325, to: 360, criticals: true, ...utc };
  const { heard, pass, speaker } = room({ selfTest: inTwoMinutes(), quietHours });
  speaker.isHeard = false;
  await pass(2 * 3600);
  expect(heard).toEqual(["120 test"]);
});

test("[SN6] a critical that breaks a self-test off does not make it fail", async () => {
  const { heard, pass, sounder, speaker, raise } = room({ selfTest: inTwoMinutes() });
  speaker.isHeard = false;
  await pass(120);
  raise(core);
  await pass(5);
  expect([heard, sounder.state().kind]).toEqual([["120 test", "120 critical"], "ready"]);
});

test("[SN7] (FIELD 10) a sound that is off, muted, blocked or has no loudspeaker is said; let go, it sounds at once", async () => {
  expect(room({ enabled: false }).sounder.state()).toEqual({ kind: "off" });
  expect(room({ volume: 0 }).sounder.state()).toEqual({ kind: "muted" });
  const { heard, pass, sounder, speaker, raise } = room();
  speaker.state = "blocked";
  raise(core);
  await pass(20);
  expect([heard, sounder.state().kind]).toEqual([[], "blocked"]);
  speaker.state = "ready";
  await pass(1);
  expect([heard, sounder.state().kind]).toEqual([["21 critical"], "ready"]);
  speaker.state = "failed";
  await pass(1);
  expect(sounder.state()).toEqual({ kind: "failed", at: undefined });
});

test("[SN8] while the server is not heard nothing sounds anew: what it knew may long be in hand", async () => {
  const { heard, pass, store, raise } = room();
  raise(core);
  store.setLink({ kind: "lost", since: start });
  await pass(60);
  expect(heard).toEqual(["0 critical"]);
  store.setLink({ kind: "live" });
  expect(heard).toEqual(["0 critical", "60 critical"]);
});

test("[SN7] a changed configuration counts at once", () => {
  const { store, sounder, heard, raise } = room();
  const { wall } = quiet(start).welcome;
  raise(core);
  store.receive({ type: "wall", wall: { ...wall, sound: { ...plan, enabled: false } } });
  expect([sounder.state().kind, heard]).toEqual(["off", ["0 critical", "0 hush"]]);
  store.receive({ type: "wall", wall });
  expect(sounder.state().kind).toBe("none");
});

test("[OP4] a mute hushes at once, is told with its end, and what is open after it sounds", async () => {
  const { heard, hand, raise, pass, store, sounder } = room();
  raise(core);
  await pass(2);
  const until = store.serverNow() + 60_000;
  hand.mute(until);
  expect(sounder.state()).toEqual({ kind: "muted", until });
  await pass(59);
  expect(heard).toEqual(["0 critical", "2 hush"]);
  await pass(2);
  expect(heard.at(-1)).toMatch(/^6[12] critical$/);
  expect(sounder.state()).toEqual({ kind: "ready" });
});

test("[OP4] the sound is tested when an operator asks, and not over an alarm or a mute", async () => {
  const { hand, raise, pass, sounder, speaker, store } = room();
  const test = async () => {
    const answer = sounder.test();
    await pass(2);
    return answer;
  };
  expect(await test()).toBe(true);
  speaker.isHeard = false;
  expect(await test()).toBe(false);
  hand.mute(store.serverNow() + 5000);
  expect(await test()).toBeUndefined();
  hand.mute(0);
  raise(core);
  expect(await test()).toBeUndefined();
});
