import { expect, test } from "vitest";
import { Uptime, uptimeDays } from "../../../server/sources/checks/uptime.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** Midnight, UTC. */
const midnight = 20_000 * day;

test("[CK90] a day's share is the time up of the time known, and a day without a check is null", () => {
  const uptime = new Uptime(2 * hour);
  for (let at = 0; at < 10; at += 1) uptime.record(at < 6 ? "up" : "down", midnight + at * hour);
  const days = uptime.days(midnight + 10 * hour);
  expect(days).toHaveLength(uptimeDays);
  expect(days.at(-1)).toBeCloseTo(0.6, 6);
  expect(days.slice(0, -1)).toEqual(Array.from({ length: uptimeDays - 1 }, () => null));
});

test("[CK90] time in which nobody could look, or in which no finding stands, counts for nothing", () => {
  const uptime = new Uptime(2 * hour);
  uptime.record("up", midnight);
  // Two hours are known, then the checks stop for six.
  uptime.record("unknown", midnight + 8 * hour);
  uptime.record("down", midnight + 9 * hour);
  expect(uptime.days(midnight + 11 * hour).at(-1)).toBeCloseTo(0.5, 6);
  expect(uptime.days(midnight + 20 * hour).at(-1)).toBeCloseTo(0.5, 6);
});

test("[CK90] an outage over midnight is of both days, which are those of UTC", () => {
  const uptime = new Uptime(2 * hour);
  for (let at = 20; at <= 28; at += 1) uptime.record(at >= 22 && at < 26 ? "down" : "up", midnight + at * hour);
  const [yesterday, today] = uptime.days(midnight + 28 * hour).slice(-2);
  expect(yesterday).toBeCloseTo(0.5, 6);
  expect(today).toBeCloseTo(0.5, 6);
});

test("[CK90] what is older than thirty days is forgotten, though its place is used again", () => {
  const uptime = new Uptime(day);
  uptime.record("down", midnight);
  uptime.record("up", midnight + hour);
  expect(uptime.days(midnight + 29 * day).at(0)).toBeCloseTo(23 / 24, 2);
  expect(uptime.days(midnight + 30 * day).filter((share) => share !== null)).toEqual([1]);
  uptime.record("up", midnight + 30 * day);
  expect(uptime.days(midnight + 30 * day + hour).at(-1)).toBe(1);
  expect(uptime.days(midnight + 300 * day).filter((share) => share !== null)).toEqual([]);
});

test("[CK90] a clock that is set counts no time that nobody watched", () => {
  const uptime = new Uptime(2 * hour);
  uptime.record("up", midnight + 12 * hour);
  uptime.record("down", midnight + 6 * hour);
  uptime.record("up", midnight + 7 * hour);
  expect(uptime.days(midnight + 7 * hour).at(-1)).toBe(0);
  expect(uptime.days(midnight + 10 * day).filter((share) => share !== null)).toEqual([2 / 3]);
});
