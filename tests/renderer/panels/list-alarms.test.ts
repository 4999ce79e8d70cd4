import { expect, test } from "vitest";
import { countAlarms, listAlarms } from "../../../renderer/panels/list-alarms.ts";
import { listLayout } from "../../../renderer/panels/list-layout.ts";
import { lookOf } from "../../../renderer/panels/look.ts";
import { typeScale } from "../../../renderer/theme/type-scale.ts";
import { galleryAlarms } from "../../resources/gallery-alarms.ts";

const now = 1_800_000_000_000;
const alarms = galleryAlarms(now);
const of = (source: string | undefined, severity: "critical" | "warning" | "unknown" = "unknown") =>
  listAlarms(alarms, { source, severity, simulated: new Set(["many"]), groupBy: [] }).map(({ alarm, look }) => [
    alarm.name,
    look,
  ]);

test("[PN11] unacknowledged first, then what is in hand; of these the most severe, then the newest", () => {
  expect(of("handled")).toEqual([
    ["ldap", "flapping"],
    ["dns-2", "soft"],
    ["threshold denies", "acknowledged"],
    ["nightly-fs", "acknowledged"],
    ["dist-sw-9", "muted"],
    ["proxy", "muted"],
    ["backup", "shelved"],
  ]);
  expect(of("blind")).toEqual([
    ["wiki", "critical"],
    ["gitlab", "warning"],
  ]);
});

test("[PN11] a critical that flaps stands below the steady ones and above every warning", () => {
  const names = listAlarms(
    alarms.filter(({ name }) => ["mail", "edge-fw-2", "san-b"].includes(name)),
    { source: undefined, severity: "unknown", simulated: new Set(), groupBy: [] },
  ).map(({ alarm }) => alarm.name);
  expect(names).toEqual(["edge-fw-2", "mail", "san-b"]);
});

test("[PN11] all sources but the simulated ones, down to the severity that is asked for", () => {
  const names = of(undefined, "critical").map(([name]) => name);
  expect(names).toContain("edge-fw-2");
  expect(names).not.toContain("san-b");
  expect(names.filter((name) => name?.startsWith("rack-"))).toEqual([]);
});

test("[PN11] what has cleared is no longer listed, unless it comes and goes", () => {
  const cleared = alarms.map((alarm) => ({ ...alarm, process: "cleared" as const }));
  const listed = listAlarms(cleared, { source: undefined, severity: "unknown", simulated: new Set(), groupBy: [] });
  expect(listed.map(({ alarm }) => alarm.name)).toEqual(["mail", "ldap"]);
});

test("[PN9] a state that is well now and flaps does not look well", () => {
  const flapping = alarms.find(({ name }) => name === "ldap");
  expect(lookOf("ok", flapping)).toBe("flapping");
  expect(lookOf("ok", flapping && { ...flapping, flapping: false })).toBe("ok");
});

test("[PN19] alarms that share the values of the labels and stand alike are one row, in the place of the first", () => {
  const grouped = (groupBy: string[]) =>
    listAlarms(alarms, { source: "many", severity: "unknown", simulated: new Set(), groupBy });
  const rows = grouped(["hall"]);
  expect(rows.map(({ alarm, look, others }) => [alarm.name, look, others.length])).toEqual([
    ["rack-001-switch", "critical", 6],
    ["rack-002-switch", "critical", 5],
    ["rack-003-switch", "critical", 6],
    ["rack-005-switch", "warning", 1],
    ["rack-010-switch", "warning", 0],
    ["rack-015-switch", "warning", 0],
  ]);
  expect(countAlarms(rows)).toBe(24);
  // What lacks a label is shared by nobody.
  expect(grouped(["hall", "row"])).toEqual(grouped([]));
  expect(grouped([]).every(({ others }) => others.length === 0)).toBe(true);
});

test("[PN11] where not all fit, rows fill the box and keep room for the line that counts the others", () => {
  const scale = typeScale({ widthPx: 1920, heightPx: 1080 });
  const few = listLayout({ height: 400, count: 3, notes: 0 }, scale);
  expect(few).toMatchObject({ shown: 3, twoLines: true });
  const many = listLayout({ height: 400, count: 40, notes: 1 }, scale);
  expect(many.shown).toBeLessThan(40);
  const used = many.shown * (many.rowPx + many.gapPx) + 2 * (1.5 * scale.small) + many.gapPx;
  expect(used).toBeCloseTo(400, 0);
});

test("[PN11] where only one row fits at all, it is shown, and no line below it", () => {
  const far = typeScale({ widthPx: 1920, heightPx: 1080, display: { diagonalMm: 1397, distanceMm: 5000 } });
  expect(listLayout({ height: 80, count: 9, notes: 1 }, far)).toMatchObject({ shown: 1, notes: 0, twoLines: false });
});
