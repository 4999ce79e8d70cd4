import { expect, test } from "vitest";
import {
  formatAge,
  formatClock,
  formatDate,
  formatMinute,
  formatUntil,
  placeOf,
} from "../../../renderer/theme/format-time.ts";

test("[TH5] an age is told in one unit, rounded down, and is never negative", () => {
  const told = [-5, 0, 999, 42_000, 60_000, 3_599_000, 3_600_000, 47 * 3_600_000, 48 * 3_600_000].map(formatAge);
  expect(told).toEqual(["0 s", "0 s", "0 s", "42 s", "1 m", "59 m", "1 h", "47 h", "2 d"]);
});

test("[TH5] midnight is 00 and not 24, in the zone that was asked for", () => {
  const midnight = Date.UTC(2026, 0, 1);
  expect(formatClock(midnight, "UTC")).toBe("00:00:00");
  expect(formatMinute(midnight, "America/Los_Angeles")).toBe("16:00");
});

test("[TH5] a date is that of its zone, and an end is dated where it is not within the next hours", () => {
  const midnight = Date.UTC(2026, 10, 24);
  expect(formatDate(midnight, "UTC")).toBe("Tue 24 Nov");
  expect(formatDate(midnight, "America/Los_Angeles")).toBe("Mon 23 Nov");
  expect(placeOf("America/Los_Angeles")).toBe("Los Angeles");
  expect(formatUntil(midnight + 3_600_000, midnight)).toBe(formatMinute(midnight + 3_600_000));
  expect(formatUntil(midnight + 48 * 3_600_000, midnight)).toMatch(/^[A-Z][a-z]+ \d+ \d\d:\d\d$/);
});
