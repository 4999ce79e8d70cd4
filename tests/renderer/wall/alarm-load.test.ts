import { expect, test } from "vitest";
import { withAlarmLoad } from "../../../renderer/wall/alarm-load.ts";

const page = ["Overview · next page in 18 s", "Overview · 18 s", "Overview"];

test("[WL13] up to ten alarms in ten minutes nothing is said of them", () => {
  expect(withAlarmLoad(page, 0)).toEqual(page);
  expect(withAlarmLoad(page, 10)).toEqual(page);
});

test("[WL13] more than that is said in whatever room there is", () => {
  expect(withAlarmLoad(page, 34)).toEqual([
    "Overview · next page in 18 s · ALARM LOAD 34 in 10 min",
    "Overview · next page in 18 s · ALARM LOAD 34",
    "Overview · 18 s · ALARM LOAD 34 in 10 min",
    "Overview · 18 s · ALARM LOAD 34",
    "Overview · ALARM LOAD 34 in 10 min",
    "Overview · ALARM LOAD 34",
    "Overview · LOAD 34",
    "LOAD 34",
  ]);
});
