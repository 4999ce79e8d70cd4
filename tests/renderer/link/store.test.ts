import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Topic, WallStore } from "../../../renderer/link/store.ts";
import { frame, quiet } from "../../resources/scenes.ts";

const start = Date.UTC(2026, 0, 1, 12);

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

function welcomed(): WallStore {
  const store = new WallStore();
  store.receive(quiet(start).welcome);
  return store;
}

/** Counts what each topic is told. */
function listen(store: WallStore, topics: Topic[]): Map<Topic, number> {
  const told = new Map<Topic, number>();
  for (const topic of topics) store.subscribe(topic, () => told.set(topic, (told.get(topic) ?? 0) + 1));
  return told;
}

const text = (words: string) => ({ type: "frame", ...frame("dns", { kind: "text", text: words }, start) }) as const;

test("[LK1] a frame tells the listeners of its own panel once and no others", () => {
  const store = welcomed();
  const told = listen(store, ["panel dns", "panel wan", "wall", "sources", "alarms", "link", "pulse", "clock"]);
  store.receive(text("new"));
  expect(Object.fromEntries(told)).toEqual({ "panel dns": 1 });
  expect(store.picture("dns")?.frame).toEqual({ kind: "text", text: "new" });
});

test("[LK16] that a source was heard again is no news of it, and is read by the clock; what changes of it is told", () => {
  const store = welcomed();
  const told = listen(store, ["sources"]);
  const edge = { id: "edge", freshness: "live", since: start, detail: "" } as const;
  store.receive({ type: "source", ...edge, observedAt: start });
  vi.advanceTimersByTime(1500);
  const before = told.get("sources");
  store.receive({ type: "source", ...edge, observedAt: start + 1000 });
  expect(told.get("sources")).toBe(before);
  expect(performance.now() - (store.sources().get("edge")?.observedTick ?? 0)).toBe(500);
  const changes = [
    { ...edge, freshness: "stale" as const },
    { ...edge, detail: "refused" },
    { ...edge, skew: { ms: 9 } },
  ];
  for (const changed of changes) store.receive({ type: "source", ...changed, observedAt: start + 1000 });
  expect(told.get("sources")).toBe((before ?? 0) + 3);
});

test("[LK1] who has unsubscribed is told nothing more", () => {
  const store = welcomed();
  const listener = vi.fn<() => void>();
  store.subscribe("panel dns", listener)();
  store.receive(text("new"));
  expect(listener).not.toHaveBeenCalled();
});

test("[LK2] ages are told by the monotonic clock: a server whose clock is set makes no picture younger", () => {
  const store = welcomed();
  vi.advanceTimersByTime(10_000);
  store.receive({ type: "pulse", now: start - 3_600_000 });
  store.moveClock();
  const picture = store.picture("dns");
  expect(store.clock().tick - (picture?.observedTick ?? 0)).toBe(11_000);
  expect(store.clock().now).toBe(start - 3_600_000);
});

test("[LK2] between pulses the server's clock goes on by the time since the last one", () => {
  const store = welcomed();
  vi.advanceTimersByTime(700);
  expect(store.serverNow()).toBe(start + 700);
});

test("[LK3] a server that has just started and knows no frames leaves those on screen, with their age", () => {
  const store = welcomed();
  vi.advanceTimersByTime(20_000);
  store.receive({ ...quiet(start + 20_000).welcome, frames: [] });
  store.moveClock();
  expect(store.clock().tick - (store.picture("dns")?.observedTick ?? 0)).toBe(21_000);
});

test("[LK3] its first frame is taken although its count begins anew", () => {
  const store = welcomed();
  store.receive({ ...text("late"), seq: 900 });
  store.receive({ ...text("new server"), seq: 1 });
  expect(store.picture("dns")?.frame).toMatchObject({ text: "new server" });
});

test("[LK4] only panels of the wall are kept, and a changed wall forgets those it no longer has", () => {
  const store = welcomed();
  store.receive({ ...text("stray"), panel: "unheard of" });
  expect(store.picture("unheard of")).toBeUndefined();
  const { wall } = quiet(start).welcome;
  store.receive({ type: "wall", wall: { ...wall, pages: [] } });
  expect(store.picture("dns")).toBeUndefined();
});

test("[LK4] alarms come and go", () => {
  const store = welcomed();
  const alarm = {
    id: "edge/mail",
    source: "edge",
    name: "mail",
    severity: "critical",
    process: "active",
    workflow: "unacknowledged",
    state: "hard",
    flapping: false,
    since: start,
    summary: "",
    labels: {},
  } as const;
  const before = store.alarms();
  store.receive({ type: "alarm", alarm });
  expect([before.size, [...store.alarms().keys()]]).toEqual([0, ["edge/mail"]]);
  store.receive({ type: "alarm-gone", id: "edge/mail" });
  expect(store.alarms().size).toBe(0);
});

const at = (panel: string, seq: number) => ({ ...text("new"), panel, seq });

test("[LK13] what has come is told in one go, each topic once, with the newest frame", () => {
  const scheduled: (() => void)[] = [];
  const store = new WallStore((tell) => scheduled.push(tell));
  store.receive(quiet().welcome);
  scheduled.shift()?.();
  const told: unknown[] = [];
  const tellOf = (panel: string) =>
    store.subscribe(`panel ${panel}`, () => told.push([panel, store.picture(panel)?.seq]));
  tellOf("dns");
  tellOf("memory");
  for (const seq of [2, 3, 4]) store.receive(at("dns", seq));
  store.receive(at("memory", 2));
  expect([told, scheduled.length]).toEqual([[], 1]);
  scheduled.shift()?.();
  expect(told).toEqual([
    ["dns", 4],
    ["memory", 2],
  ]);
  store.receive(at("dns", 5));
  expect(scheduled.length).toBe(1);
});
