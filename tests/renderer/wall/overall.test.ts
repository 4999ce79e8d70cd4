import * as fc from "fast-check";
import { expect, test } from "vitest";
import { overall, type Situation, type WatchedSource } from "../../../renderer/wall/overall.ts";
import type { Alarm } from "../../../server/protocol/messages.ts";

const now = Date.UTC(2026, 0, 1, 12);

function source(id: string, change: Partial<WatchedSource> = {}): WatchedSource {
  return { id, simulated: false, cadenceMs: 10_000, freshness: "live", forMs: 60_000, seenAgoMs: 1000, ...change };
}

function alarm(name: string, change: Partial<Alarm> = {}): Alarm {
  return {
    id: `edge/${name}`,
    source: "edge",
    name,
    severity: "critical",
    process: "active",
    workflow: "unacknowledged",
    state: "hard",
    flapping: false,
    since: now - 125_000,
    summary: "",
    labels: {},
    ...change,
  };
}

function situation(change: Partial<Situation> = {}): Situation {
  return { link: { kind: "live" }, sources: [source("edge"), source("metrics")], alarms: [], now, ...change };
}

const blind = source("metrics", { freshness: "blind", seenAgoMs: 42_000 });

test("[WL1] all clear is said with its proof: how many sources, and how old the oldest sight is", () => {
  const { tone, shape, words, facts } = overall(
    situation({ sources: [source("edge"), source("slow", { seenAgoMs: 8000 })] }),
  );
  expect([tone, shape, words]).toEqual(["clear", "ok", ["ALL CLEAR"]]);
  expect(facts).toEqual(["2 of 2 sources proven", "8 s ago"]);
});

test("[WL1] a wall that watches nothing real is not all clear, and a simulated source is no proof", () => {
  expect(overall(situation({ sources: [] })).words).toEqual(["NOTHING WATCHED"]);
  expect(overall(situation({ sources: [source("demo", { simulated: true })] })).tone).toBe("blind");
  const both = overall(
    situation({ sources: [source("edge"), source("demo", { simulated: true, freshness: "blind" })] }),
  );
  expect([both.tone, both.facts[0]]).toEqual(["clear", "1 of 1 source proven"]);
});

test("[WL1] a simulated source alarms nobody", () => {
  const sources = [source("edge"), source("demo", { simulated: true })];
  expect(overall(situation({ sources, alarms: [alarm("x", { source: "demo" })] })).tone).toBe("clear");
});

const anyAlarms = fc.array(
  fc
    .record({
      severity: fc.constantFrom("critical" as const, "warning" as const, "unknown" as const),
      workflow: fc.constantFrom("unacknowledged" as const, "acknowledged" as const, "shelved" as const),
      process: fc.constantFrom("active" as const, "cleared" as const),
      state: fc.constantFrom("hard" as const, "soft" as const),
      flapping: fc.boolean(),
      muted: fc.option(
        fc.record({ why: fc.constantFrom("dependency" as const, "maintenance" as const), by: fc.constant("router") }),
        { nil: undefined },
      ),
    })
    .map((change) => alarm("x", { ...change, source: "other" })),
  { maxLength: 4 },
);
const freshness = fc.constantFrom("live" as const, "ageing" as const, "stale" as const, "blind" as const);
const anySources = fc.array(
  fc.record({ freshness, simulated: fc.boolean() }).map((change) => source("edge", change)),
  { maxLength: 4 },
);
const anyLink = fc.constantFrom({ kind: "live" as const }, { kind: "lost" as const, since: now });
const isPresent = ({ process, flapping }: Alarm) => process === "active" || flapping;
/** What somebody is wanted for: neither a first suspicion, nor in somebody's hand, nor behind something else. */
const asks = (one: Alarm) =>
  isPresent(one) && one.state === "hard" && one.workflow === "unacknowledged" && one.muted === undefined;

test("[WL1] whatever the situation, all clear needs a live link, no present alarm and every real source live", () => {
  fc.assert(
    fc.property(anySources, anyAlarms, anyLink, (sources, alarms, link) => {
      const real = sources.filter(({ simulated }) => !simulated);
      const proven = link.kind === "live" && !alarms.some(isPresent) && real.length > 0;
      const clear = proven && real.every(({ freshness }) => freshness === "live");
      expect(overall({ link, sources, alarms, now }).tone === "clear").toBe(clear);
    }),
  );
});

test("[WL12] whatever the situation, critical is said for those that ask for somebody, and counts each once", () => {
  fc.assert(
    fc.property(anySources, anyAlarms, (sources, alarms) => {
      const { tone, words } = overall({ link: { kind: "live" }, sources, alarms, now });
      const critical = alarms.filter((one) => asks(one) && one.severity === "critical").length;
      expect(tone === "critical").toBe(critical > 0);
      if (critical > 0) expect(words).toEqual([`${critical} CRITICAL`]);
      if (tone === "warning") expect(alarms.some((one) => asks(one) && one.severity === "warning")).toBe(true);
    }),
  );
});

test("[WL2] no pulse outranks everything, since nothing else on the wall can be believed", () => {
  const lost = overall(situation({ link: { kind: "lost", since: now }, alarms: [alarm("x")], sources: [blind] }));
  expect(lost.tone).toBe("blind");
  expect(lost.words[0]).toMatch(/^NO SIGNAL since \d\d:\d\d:\d\d$/);
});

test("[WL2] an unacknowledged critical outranks a blind source, which it names", () => {
  const alarms = [
    alarm("a"),
    alarm("b"),
    alarm("c", { severity: "warning" }),
    alarm("d", { workflow: "acknowledged" }),
    alarm("e", { workflow: "acknowledged" }),
  ];
  const { tone, words, facts } = overall(situation({ alarms, sources: [source("edge"), blind] }));
  expect([tone, words]).toEqual(["critical", ["2 CRITICAL"]]);
  expect(facts).toEqual(["unacknowledged for 2 m", "cannot see metrics", "1 warning", "2 acked"]);
});

test("[WL2] a blind source outranks a warning, and its time runs from when it was last seen", () => {
  const { tone, words, facts } = overall(
    situation({ sources: [source("edge"), blind], alarms: [alarm("x", { severity: "warning" })] }),
  );
  expect([tone, words[0]]).toEqual(["blind", "CANNOT SEE metrics"]);
  expect(facts).toEqual(["for 42 s", "1 of 2 sources proven", "1 warning"]);
});

test("[WL2] several blind sources are counted, for as long as the longest", () => {
  const { words, facts } = overall(
    situation({ sources: [blind, source("edge", { freshness: "stale", seenAgoMs: 90_000 }), source("host")] }),
  );
  expect([words[0], facts[0], facts[1]]).toEqual(["CANNOT SEE 2 SOURCES", "for 1 m", "1 of 3 sources proven"]);
});

test("[WL2] a source that was just started is not yet seen; one that cannot be seen is said first", () => {
  const starting = source("host", { freshness: "blind", seenAgoMs: undefined, forMs: 2000 });
  expect(overall(situation({ sources: [source("edge"), starting] })).words[0]).toBe("NOT YET SEEN host");
  expect(overall(situation({ sources: [blind, starting] })).words[0]).toBe("CANNOT SEE metrics");
  const late = { ...starting, forMs: 41_000 };
  expect(overall(situation({ sources: [late] })).words[0]).toBe("CANNOT SEE host");
});

function say(change: Partial<Situation>): string | undefined {
  return overall(situation(change)).words[0];
}

test("[WL2] then warnings, unknowns, what is acknowledged, what is shelved, and late sources", () => {
  const ageing = [source("edge", { freshness: "ageing", seenAgoMs: 25_000 })];
  expect(say({ alarms: [alarm("a", { severity: "warning" }), alarm("b", { severity: "unknown" })] })).toBe("1 WARNING");
  expect(say({ alarms: [alarm("a", { severity: "unknown" })], sources: ageing })).toBe("1 UNKNOWN");
  expect(say({ alarms: [alarm("a", { workflow: "acknowledged" })], sources: ageing })).toBe("1 ACKNOWLEDGED");
  expect(say({ alarms: [alarm("a", { workflow: "shelved" })], sources: ageing })).toBe("1 SHELVED");
  expect(say({ sources: ageing })).toBe("WAITING FOR edge");
});

test("[WL2] a cleared condition is not counted as a present one", () => {
  expect(overall(situation({ alarms: [alarm("x", { process: "cleared" })] })).tone).toBe("clear");
});

test("[WL12] what is only suspected is unconfirmed: more than all clear, less than a warning", () => {
  const soft = alarm("edge-fw-2", { state: "soft", since: now - 12_000 });
  const { tone, shape, words, facts } = overall(
    situation({ alarms: [soft, alarm("b", { workflow: "acknowledged" })] }),
  );
  expect([tone, shape, words]).toEqual(["waiting", "soft", ["1 UNCONFIRMED"]]);
  expect(facts).toEqual(["first seen 12 s ago", "edge-fw-2", "1 acked"]);
  const both = overall(situation({ alarms: [soft, alarm("c", { severity: "warning" })] }));
  expect([both.words[0], both.facts[1]]).toEqual(["1 WARNING", "1 unconfirmed"]);
});

test("[WL12] what flaps stays, also while it seems well, and is said to flap", () => {
  const { words, facts } = overall(situation({ alarms: [alarm("link", { flapping: true, process: "cleared" })] }));
  expect([words, facts]).toEqual([["1 CRITICAL"], ["unacknowledged for 2 m", "1 flapping"]]);
});

const behind = (name: string, by: string) => alarm(name, { muted: { why: "dependency", by } });
const patched = (name: string) => alarm(name, { muted: { why: "maintenance", by: "Patch night" } });

test("[WL12] what is muted is counted apart, with what it stands behind", () => {
  const alarms = [alarm("core-router"), behind("a", "core-router"), behind("b", "core-router")];
  const { words, facts } = overall(situation({ alarms }));
  expect([words, facts]).toEqual([["1 CRITICAL"], ["unacknowledged for 2 m", "2 muted behind core-router"]]);
  const two = overall(situation({ alarms: [...alarms, alarm("fw"), behind("c", "fw"), patched("d")] }));
  expect(two.facts.slice(1)).toEqual(["3 muted behind 2 others", "1 in maintenance"]);
});

test("[WL12] maintenance alone is no all clear: it says what is being done", () => {
  const { tone, shape, words, facts } = overall(situation({ alarms: [patched("a"), patched("b")] }));
  expect([tone, shape, words[0]]).toEqual(["acknowledged", "muted", "2 IN MAINTENANCE"]);
  expect(facts).toEqual(["Patch night", "nothing else is active"]);
  const deep = overall(situation({ alarms: [patched("core-router"), behind("a", "core-router")] }));
  expect(deep).toMatchObject({
    words: ["2 MUTED"],
    facts: ["Patch night", "1 muted behind core-router", "nothing else is active"],
  });
});

test("[WL1] a source that is dead, or answers with data that stands still, is never all clear (FIELD 1 and 2)", () => {
  for (const freshness of ["stale", "blind"] as const) {
    const dead = source("metrics", { freshness, seenAgoMs: 61_000 });
    const { tone, words, facts } = overall(situation({ sources: [source("edge"), dead] }));
    expect([tone, words[0], ...facts]).toEqual(["blind", "CANNOT SEE metrics", "for 1 m", "1 of 2 sources proven"]);
  }
  const late = source("metrics", { freshness: "ageing", seenAgoMs: 25_000 });
  expect(overall(situation({ sources: [source("edge"), late] })).facts).toContain("last seen 25 s ago");
});
