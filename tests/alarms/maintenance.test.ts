import { describe, expect, it } from "vitest";
import { AlarmBook } from "../../server/alarms/alarm-book.ts";
import { maintenanceClock, openOrNext } from "../../server/alarms/maintenance.ts";
import { type Maintenance, type Recurring, usualRules } from "../../server/alarms/rules.ts";
import { ZonedTime } from "../../server/alarms/zoned-time.ts";
import { bad } from "./conditions.ts";

const hour = 3_600_000;
const utc = (text: string) => Date.parse(`${text}Z`);

describe("maintenance windows", () => {
  const recurring = (change: Partial<Recurring>): Maintenance & Recurring => ({
    title: "Patches",
    match: ["edge/*"],
    repeats: true,
    days: [0],
    hour: 2,
    minute: 0,
    forMs: 2 * hour,
    timeZone: "UTC",
    ...change,
  });

  it("[AR13] what is in maintenance is muted by its title from the first moment to the last", () => {
    const match = ["edge/mail", "core/*"];
    const window: Maintenance = { title: "Patches", match, repeats: false, from: 1000, to: 2000 };
    const book = new AlarmBook({ ...usualRules, maintenance: [window] });
    book.observe({ id: "edge", cadenceMs: 100 }, [bad("mail"), bad("dns")], 999);
    const muted = () => book.list().map(({ muted }) => muted);
    expect(muted()).toEqual([undefined, undefined]);
    book.tick(1000);
    expect(muted()).toEqual([{ why: "maintenance", by: "Patches" }, undefined]);
    book.tick(2000);
    expect(muted()).toEqual([undefined, undefined]);
    expect(book.history("edge/mail").map(({ what, by }) => [what, by])).toEqual([
      ["unmuted", ""],
      ["muted", "Patches"],
      ["raised", ""],
    ]);
  });

  it.each([
    ["2026-11-29T01:59:59", {}, false],
    ["2026-11-29T02:00:00", {}, true],
    ["2026-11-29T03:59:59", {}, true],
    ["2026-11-29T04:00:00", {}, false],
    ["2026-11-30T02:30:00", {}, false],
    ["2026-11-30T02:30:00", { days: [0, 1] }, true],
    // Past midnight it is still Sunday's.
    ["2026-11-30T01:00:00", { hour: 23, forMs: 3 * hour }, true],
    ["2026-12-04T12:00:00", { forMs: 6 * 24 * hour }, true],
    ["2026-12-05T03:00:00", { forMs: 6 * 24 * hour }, false],
    // A Sunday in Auckland begins on UTC's Saturday.
    ["2026-11-28T13:30:00", { timeZone: "Pacific/Auckland" }, true],
    ["2026-11-29T02:30:00", { timeZone: "Pacific/Auckland" }, false],
  ])("[AR13] at %s (UTC) a recurring window with %o is open: %s", (at, change, open) => {
    expect(maintenanceClock(recurring(change))(utc(at))).toBe(open);
  });

  it("[AR13] it follows the clocks of its zone, and lasts as long when these change meanwhile", () => {
    const isOpen = maintenanceClock(recurring({ hour: 1, minute: 30, timeZone: "Europe/Berlin" }));
    // Clocks go from 02:00 to 03:00 on 2026-03-29, at 01:00 UTC.
    expect(["00:29", "00:30", "02:29", "02:30"].map((time) => isOpen(utc(`2026-03-29T${time}`)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it.each([
    ["2026-11-29T01:59:59", {}, ["2026-11-29T02:00", "2026-11-29T04:00"]],
    ["2026-11-29T03:59:59", {}, ["2026-11-29T02:00", "2026-11-29T04:00"]],
    ["2026-11-29T04:00:00", {}, ["2026-12-06T02:00", "2026-12-06T04:00"]],
    ["2026-11-30T01:00:00", { hour: 23, forMs: 3 * hour }, ["2026-11-29T23:00", "2026-11-30T02:00"]],
    // Of two that are open the one that ends last.
    ["2026-11-30T03:00:00", { days: [0, 1], forMs: 40 * hour }, ["2026-11-30T02:00", "2026-12-01T18:00"]],
    // The night in which clocks go back, and the one before.
    ["2026-10-25T02:30:00", { timeZone: "Europe/Berlin" }, ["2026-11-01T01:00", "2026-11-01T03:00"]],
    ["2026-10-24T12:00:00", { hour: 4, timeZone: "Europe/Berlin" }, ["2026-10-25T03:00", "2026-10-25T05:00"]],
  ])(
    "[UP60] at %s (UTC) the hours of a recurring window with %o that are open, or the next, are %o",
    (at, change, span) => {
      const [from, to] = span.map(utc);
      expect(openOrNext(recurring(change), utc(at))).toEqual({ from, to });
    },
  );
});

describe("zoned time", () => {
  const berlin = new ZonedTime("Europe/Berlin");
  const at = (day: number, month: number, hour: number, minute: number) =>
    new Date(berlin.instantOf({ year: 2026, month, day, hour, minute })).toISOString().slice(5, 16);

  it.each([
    [at(1, 7, 12, 0), "07-01T10:00"],
    [at(1, 12, 12, 0), "12-01T11:00"],
    // Left out: as much later. Shown twice: the first time.
    [at(29, 3, 2, 30), "03-29T01:30"],
    [at(25, 10, 2, 30), "10-25T00:30"],
    [at(0, 1, 0, 30), "12-30T23:30"],
  ])("[AR13] %s", (instant, expected) => {
    expect(instant).toBe(expected);
  });

  it("[AR13] any minute of a year is found again from what clocks show, but for the hour that is shown twice", () => {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", hour: "numeric", minute: "numeric" });
    for (let instant = utc("2026-01-01T00:00"); instant < utc("2027-01-01T00:00"); instant += 37 * 60_000) {
      const [shown = 0, minute = 0] = format.format(instant).split(":").map(Number);
      const found = berlin.instantOf({ ...berlin.dateAt(instant), hour: shown, minute });
      const isTwice = instant >= utc("2026-10-25T01:00") && instant < utc("2026-10-25T02:00");
      expect(found).toBe(isTwice ? instant - hour : instant);
    }
  });
});
