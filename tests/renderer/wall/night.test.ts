import { expect, test } from "vitest";
import { isWithin, minutesUntil } from "../../../renderer/wall/hours.ts";
import { announcement, lightAt } from "../../../renderer/wall/night.ts";
import { orbitAt } from "../../../renderer/wall/orbit.ts";
import type { Tone } from "../../../renderer/wall/overall.ts";
import type { ScreenPlan } from "../../../server/protocol/wall.ts";

const utc = (time: string) => Date.parse(`2026-07-01T${time}:00Z`);
const night = { from: 22 * 60, to: 6 * 60, timeZone: "UTC" };

test("[WL33] hours pass midnight, begin with their first minute and end before their last", () => {
  const inside = ["22:00", "23:59", "00:00", "05:59"].map((time) => isWithin(night, utc(time)));
  const outside = ["06:00", "12:00", "21:59"].map((time) => isWithin(night, utc(time)));
  expect([inside, outside]).toEqual([
    [true, true, true, true],
    [false, false, false],
  ]);
  const noon = { ...night, from: 720, to: 780 };
  expect(["11:59", "12:30", "13:00"].map((time) => isWithin(noon, utc(time)))).toEqual([false, true, false]);
});

test("[WL33] hours are those of their zone, summer time and all", () => {
  const paris = { ...night, timeZone: "Europe/Paris" };
  expect([isWithin(paris, utc("20:00")), isWithin(paris, utc("04:00"))]).toEqual([true, false]);
  expect(minutesUntil(paris, utc("19:30"))).toBe(30);
});

test("[WL33] in a zone that this machine does not know the screen stays on", () => {
  const mars = { ...night, timeZone: "Mars/Phobos" };
  expect(lightAt({ orbit: true, off: mars }, "clear", utc("23:00"))).toEqual({ kind: "lit" });
  expect(announcement({ orbit: true, off: mars }, utc("21:55"))).toBeUndefined();
});

const plan: ScreenPlan = { orbit: true, dim: { ...night, level: 0.4 }, off: { ...night, from: 0 } };
const kindAt = (tone: Tone, time: string) => lightAt(plan, tone, utc(time)).kind;

test("[WL33] a wall that is quiet dims, and goes off, at its hours", () => {
  expect(lightAt(plan, "clear", utc("23:00"))).toEqual({ kind: "dimmed", level: 0.4 });
  expect(lightAt(plan, "clear", utc("00:00"))).toEqual({ kind: "off", words: "SCREEN OFF 00:00–06:00, planned" });
  expect([kindAt("clear", "12:00"), kindAt("clear", "06:00")]).toEqual(["lit", "lit"]);
  expect(lightAt({ orbit: true }, "clear", utc("23:00")).kind).toBe("lit");
});

test("[WL33] a critical and a wall that cannot see take the light back; a warning keeps it while it is on", () => {
  expect([kindAt("critical", "23:00"), kindAt("critical", "01:00")]).toEqual(["lit", "lit"]);
  expect([kindAt("blind", "23:00"), kindAt("blind", "01:00")]).toEqual(["lit", "lit"]);
  expect([kindAt("warning", "23:00"), kindAt("warning", "01:00")]).toEqual(["lit", "off"]);
  expect([kindAt("acknowledged", "23:00"), kindAt("acknowledged", "01:00")]).toEqual(["dimmed", "off"]);
});

test("[WL33] a planned darkness is announced a quarter of an hour ahead", () => {
  expect(announcement(plan, utc("23:44"))).toBeUndefined();
  expect(announcement(plan, utc("23:45"))?.[0]).toBe("SCREEN OFF 00:00–06:00, planned · in 15 min");
  expect([announcement(plan, utc("00:00")), announcement({ orbit: true }, utc("23:59"))]).toEqual([
    undefined,
    undefined,
  ]);
});

test("[WL32] the orbit visits twelve places in whole pixels, none further from the middle than it may", () => {
  const places = Array.from({ length: 24 }, (_, minute) => orbitAt(minute, 3));
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBeGreaterThanOrEqual(8);
  for (const { x, y } of places) {
    expect([Math.abs(x) <= 3, Math.abs(y) <= 3, Number.isInteger(x), Number.isInteger(y)]).toEqual(Array(4).fill(true));
  }
  expect(orbitAt(5, 0)).toEqual({ x: -0, y: 0 });
});
