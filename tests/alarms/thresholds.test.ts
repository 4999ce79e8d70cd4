import { describe, expect, it } from "vitest";
import { exceeded, judge, judgeFrame } from "../../server/alarms/thresholds.ts";
import type { Frame } from "../../server/protocol/frames.ts";

describe("thresholds", () => {
  it.each([
    [79, { warn: 80, crit: 90 }, "ok"],
    [80, { warn: 80, crit: 90 }, "warning"],
    [90, { warn: 80, crit: 90 }, "critical"],
    [11, { warn: 10, crit: 5 }, "ok"],
    [10, { warn: 10, crit: 5 }, "warning"],
    [5, { warn: 10, crit: 5 }, "critical"],
    [100, { crit: 90 }, "critical"],
    [null, { warn: 80, crit: 90 }, "ok"],
  ])("[AR3] %s against %o is %s", (value, thresholds, level) => {
    expect(judge(value, thresholds)).toBe(level);
  });

  it("[AR3] a series is judged by its newest sample, each line by itself", () => {
    const frame: Frame = {
      kind: "series",
      unit: "%",
      times: [1, 2],
      series: [
        { name: "was high", level: "ok", values: [99, 10] },
        { name: "is high", level: "ok", values: [10, 99] },
      ],
    };
    const thresholds = { warn: 80, crit: 90 };
    expect(judgeFrame(frame, thresholds)).toMatchObject({ series: [{ level: "ok" }, { level: "critical" }] });
    expect(exceeded(frame, thresholds)).toEqual([{ name: "is high", value: 99, level: "critical" }]);
    expect(exceeded(frame, {})).toEqual([]);
  });

  it("[AR3] what the source itself finds bad is no alarm of the panel: the source has raised its own", () => {
    const up: Frame = { kind: "stat", name: "up", value: 9, unit: "of 10 up", level: "critical", trend: [] };
    expect(exceeded(up, {})).toEqual([]);
  });

  it("[AR3] a value that is not there makes nothing well: what the source said of it stands", () => {
    const down: Frame = { kind: "stat", name: "mail", value: null, unit: "ms", level: "critical", trend: [] };
    expect(judgeFrame(down, { warn: 80, crit: 90 })).toEqual(down);
    expect(exceeded(down, { warn: 80, crit: 90 })).toEqual([]);
  });
});
