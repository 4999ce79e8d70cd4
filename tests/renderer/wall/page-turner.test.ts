import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WallStore } from "../../../renderer/link/store.ts";
import { type HeldMemory, PageTurner } from "../../../renderer/wall/page-turner.ts";
import type { Alarm } from "../../../server/protocol/messages.ts";
import type { Page, Panel } from "../../../server/protocol/wall.ts";
import { alarm, frame, quiet } from "../../resources/scenes.ts";

const start = Date.UTC(2026, 0, 1, 12);
beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

const panel = (id: string, source: string): Panel => ({
  id,
  type: "status",
  title: id,
  at: [0, 0, 6, 4],
  source,
  options: {},
});
const page = (title: string, ...panels: Panel[]): Page => ({ title, seconds: 30, panels });
const three = [
  page("one", panel("reach", "edge")),
  page("two", panel("hosts", "host"), panel("racks", "edge")),
  page("three", panel("sensors", "push")),
];

interface Turning {
  store: WallStore;
  turner: PageTurner;
  /** So many seconds go by on the wall; what is prepared is laid out and gets its frames, unless `starved`. */
  pass(seconds: number, starved?: boolean): void;
  raise(alarm: Alarm): void;
  setPages(pages: Page[]): void;
  shown(): string | undefined;
}

function turning(pages: Page[] = three, alarms: Alarm[] = [], memory?: HeldMemory): Turning {
  const store = new WallStore();
  const turner = new PageTurner(store, memory);
  const { welcome } = quiet(start);
  store.receive({ ...welcome, wall: { ...welcome.wall, pages }, frames: [], alarms });
  const feed = () => {
    const { incoming } = turner.stage();
    if (!incoming) return;
    turner.drawn(incoming.key);
    for (const { id } of incoming.page.panels) {
      const content = store.picture(id)?.frame ?? ({ kind: "states", states: [] } as const);
      store.receive({ type: "frame", ...frame(id, content, start) });
    }
  };
  return {
    store,
    turner,
    pass(seconds, starved = false) {
      for (let second = 0; second < seconds; second += 1) {
        vi.advanceTimersByTime(1000);
        store.moveClock();
        if (!starved) feed();
      }
    },
    raise: (alarm) => {
      store.receive({ type: "alarm", alarm });
      feed();
    },
    setPages: (changed) => store.receive({ type: "wall", wall: { ...welcome.wall, pages: changed } }),
    shown: () => turner.stage().shown?.key,
  };
}

const core = { ...alarm("push/core", "critical", start), name: "core-router" };

test("[WL26] only the panels of the page on screen are wanted, and for the last seconds those of the next one", () => {
  const { turner, pass, shown } = turning();
  expect(turner.panels()).toEqual(["reach"]);
  pass(24);
  expect(turner.panels()).toEqual(["reach"]);
  pass(2);
  expect(turner.panels()).toEqual(["reach", "hosts", "racks"]);
  pass(5);
  expect([shown(), turner.panels()]).toEqual(["two", ["hosts", "racks"]]);
});

test("[WL26] a page waits for the newest frame of each of its panels, though it has old ones, but not for ever", () => {
  const { turner, pass, shown, store } = turning();
  store.receive({ type: "frame", ...frame("hosts", { kind: "states", states: [] }, start) });
  pass(29, true);
  turner.drawn("two");
  pass(1, true);
  store.receive({ type: "frame", ...frame("racks", { kind: "states", states: [] }, start) });
  // Prepared since 25 s: its patience is over, and its tiles say what they wait for.
  expect(shown()).toBe("two");
});

test("[WL28] (FIELD 13) an open critical calls up the page with its source as soon as that is ready, and names itself", () => {
  const { turner, pass, raise, shown } = turning();
  pass(3);
  raise(core);
  expect([shown(), turner.stage().heldFor]).toEqual(["three", ["core-router"]]);
  pass(300);
  expect(shown()).toBe("three");
  raise({ ...core, workflow: "acknowledged" });
  expect(turner.stage().heldFor).toEqual([]);
  pass(29);
  expect(shown()).toBe("three");
  pass(2);
  expect(shown()).toBe("one");
});

test.each<[string, Partial<Alarm>]>([
  ["soft", { state: "soft" }],
  ["muted by another", { muted: { why: "dependency", by: "core" } }],
  ["in maintenance", { muted: { why: "maintenance", by: "night work" } }],
  ["acknowledged", { workflow: "acknowledged" }],
  ["shelved", { workflow: "shelved" }],
  ["cleared", { process: "cleared" }],
  ["a warning", { severity: "warning" }],
  ["of a source that no page shows", { source: "metrics", id: "metrics/core" }],
])("[WL28] (FIELD 16) what is %s holds no page", (_, change) => {
  const { pass, raise, shown, turner } = turning();
  raise({ ...core, ...change });
  pass(35);
  expect([shown(), turner.stage().heldFor]).toEqual(["two", []]);
});

test("[WL28] an alarm of a simulated source holds no page", () => {
  const { store, turner } = turning([], []);
  const { welcome } = quiet(start);
  const sources = welcome.wall.sources.map((source) => ({ ...source, simulated: true }));
  store.receive({ ...welcome, wall: { ...welcome.wall, sources, pages: three }, alarms: [core] });
  expect(turner.stage().heldFor).toEqual([]);
});

test("[WL28] of two pages of a source the one whose panel shows the alarm is called; of equal ones none is left", () => {
  const { pass, raise, shown, store } = turning();
  const state = { id: "rack7", name: "rack7", level: "critical", value: "", reason: "", since: start } as const;
  raise({ ...core, id: "edge/rack7", source: "edge" });
  expect(shown()).toBe("one");
  store.receive({ type: "alarm-gone", id: "edge/rack7" });
  store.receive({ type: "frame", ...frame("racks", { kind: "states", states: [state] }, start) });
  raise({ ...core, id: "edge/rack7", source: "edge" });
  pass(3);
  expect(shown()).toBe("two");
});

test("[WL28] a second critical on another page comes up at once; then both pages take turns", () => {
  const { pass, raise, shown } = turning();
  raise(core);
  expect(shown()).toBe("three");
  pass(5);
  raise({ ...core, id: "host/disk", source: "host", name: "disk", since: start + 5000 });
  expect(shown()).toBe("two");
  pass(31);
  expect(shown()).toBe("three");
});

test("[WL27] (FIELD 14) a page that fails is named and skipped, and tried again after half a minute", () => {
  const { turner, pass, shown } = turning();
  pass(26);
  turner.failed("two");
  pass(5);
  expect([shown(), turner.stage().skipped]).toEqual(["three", ["two"]]);
  pass(26);
  expect(turner.stage().skipped).toEqual([]);
});

test("[WL29] a changed configuration keeps the page, though it is moved", () => {
  const { pass, setPages, shown, turner } = turning();
  pass(40);
  expect([shown(), turner.leftSeconds()]).toEqual(["two", 20]);
  setPages(three.toReversed());
  expect([shown(), turner.leftSeconds()]).toEqual(["two", 20]);
});

test("[WL29] a page under a new title is known by its panels, and where it is gone its place is kept", () => {
  const { pass, setPages, shown } = turning();
  pass(40);
  setPages([page("new"), page("Racks", panel("racks", "edge")), page("three", panel("sensors", "push"))]);
  expect(shown()).toBe("Racks");
  setPages([page("x"), page("y"), page("z")]);
  expect(shown()).toBe("y");
  setPages([page("x")]);
  expect(shown()).toBe("x");
  setPages([]);
  expect(shown()).toBeUndefined();
  setPages(three);
  expect(shown()).toBe("one");
});

test("[OP1] an operator shows and steps pages; then they take turns from there", () => {
  const { turner, pass, shown } = turning();
  turner.show("three");
  pass(1);
  expect([shown(), turner.stage().isHeld]).toEqual(["three", false]);
  turner.step(1);
  pass(1);
  expect(shown()).toBe("one");
  turner.step(-1);
  pass(1);
  expect(shown()).toBe("three");
  pass(31);
  expect(shown()).toBe("one");
});

test("[OP1] a page that is not ready waits until it is, and not for ever", () => {
  const { turner, pass, shown } = turning();
  turner.show("two");
  expect(shown()).toBe("one");
  pass(2, true);
  expect(shown()).toBe("two");
});

test("[OP2] a page that is held stays until it is let go", () => {
  const { turner, pass, shown } = turning();
  turner.hold();
  pass(600);
  expect([shown(), turner.stage().isHeld, turner.leftSeconds()]).toEqual(["one", true, undefined]);
  turner.step(1);
  pass(600);
  expect([shown(), turner.stage().isHeld]).toEqual(["two", true]);
  turner.resume();
  pass(31);
  expect([shown(), turner.stage().isHeld]).toEqual(["three", false]);
});

test("[OP2] what calls takes a held page, and gives it back; a page asked for meanwhile shows for half a minute", () => {
  const { turner, pass, raise, shown } = turning();
  turner.hold();
  pass(60);
  raise(core);
  pass(1);
  expect(shown()).toBe("three");
  turner.show("two");
  pass(2);
  expect(shown()).toBe("two");
  pass(30);
  expect(shown()).toBe("three");
});

test("[OP2] a held page that cannot be drawn is left", () => {
  const { turner, pass, shown } = turning();
  turner.hold();
  turner.failed("one");
  pass(3);
  expect(shown()).toBe("two");
});

/** What a page's own storage keeps over its reload. */
function memoryOf(): HeldMemory {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test("[OP2] a page that is held outlives a reload, a critical takes it all the same, and what is let go is forgotten", () => {
  const memory = memoryOf();
  const before = turning(three, [], memory);
  before.turner.show("two");
  before.pass(3);
  before.turner.hold();
  const after = turning(three, [], memory);
  expect([after.shown(), after.turner.stage().isHeld]).toEqual(["two", true]);
  after.pass(120);
  expect(after.shown()).toBe("two");
  const called = turning(three, [alarm("push/sensors", "critical", start)], memory);
  called.pass(5);
  expect(called.shown()).not.toBe("two");
  after.turner.resume();
  const free = turning(three, [], memory);
  expect([free.shown(), free.turner.stage().isHeld]).toEqual(["one", false]);
});

test("[OP2] a held page that the wall no longer has holds nothing", () => {
  const memory = memoryOf();
  memory.setItem("nocturne.held-page", "gone");
  const { pass, shown } = turning(three, [], memory);
  pass(32);
  expect(shown()).toBe("two");
});
