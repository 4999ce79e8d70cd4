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

test("[WL1] whatever the situation, all clear needs a live link, no active alarm and every real source live", () => {
  const freshness = fc.constantFrom("live" as const, "ageing" as const, "stale" as const, "blind" as const);
  const sources = fc.array(
    fc.record({ freshness, simulated: fc.boolean() }).map((change) => source("edge", change)),
    { maxLength: 4 },
  );
  const alarms = fc.array(
    fc
      .record({
        severity: fc.constantFrom("critical" as const, "warning" as const, "unknown" as const),
        workflow: fc.constantFrom("unacknowledged" as const, "acknowledged" as const, "shelved" as const),
      })
      .map((change) => alarm("x", { ...change, source: "other" })),
    { maxLength: 3 },
  );
  const link = fc.constantFrom({ kind: "live" as const }, { kind: "lost" as const, since: now });
  fc.assert(
    fc.property(sources, alarms, link, (sources, alarms, link) => {
      const real = sources.filter(({ simulated }) => !simulated);
      const proven = link.kind === "live" && alarms.length === 0 && real.length > 0;
      const clear = proven && real.every(({ freshness }) => freshness === "live");
      expect(overall({ link, sources, alarms, now }).tone === "clear").toBe(clear);
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

test("[WL1] a source that is dead, or answers with data that stands still, is never all clear (FIELD 1 and 2)", () => {
  for (const freshness of ["stale", "blind"] as const) {
    const dead = source("metrics", { freshness, seenAgoMs: 61_000 });
    const { tone, words, facts } = overall(situation({ sources: [source("edge"), dead] }));
    expect([tone, words[0], ...facts]).toEqual(["blind", "CANNOT SEE metrics", "for 1 m", "1 of 2 sources proven"]);
  }
  const late = source("metrics", { freshness: "ageing", seenAgoMs: 25_000 });
  expect(overall(situation({ sources: [source("edge"), late] })).facts).toContain("last seen 25 s ago");
});
