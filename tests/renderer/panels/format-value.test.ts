import { expect, test } from "vitest";
import { formatText } from "../../../renderer/panels/format-value.ts";

const thin = "\u2009";

test.each([
  [612_000_000, "bps", "612 Mb/s"],
  [48_320_000, "bps", "48.3 Mb/s"],
  [4_830_000_000, "bps", "4.83 Gb/s"],
  [999_600, "bps", "1.00 Mb/s"],
  [940, "bps", "940 b/s"],
  [0, "bps", "0 b/s"],
  [6_210_000_000, "bytes", "6.21 GB"],
  [1500, "B/s", "1.50 kB/s"],
  [0.42, "ms", "420 µs"],
  [14.6, "ms", "14.6 ms"],
  [2500, "ms", "2.50 s"],
  [0.25, "s", "250 ms"],
  [90, "s", "90 s"],
  [7200, "s", "2.00 h"],
  [31.44, "%", "31.4 %"],
  [100, "%", "100 %"],
  [-7.25, "°C", "−7.25 °C"],
  [4812, "/s", `4${thin}812 /s`],
  [1_250_000, "", "1.25 M"],
  [1_250_000, "req/s", "1.25 M req/s"],
  [5, "", "5"],
  [0.25, "", "0.25"],
  [0.0012, "", "0.001"],
])("[PN1] %d in %s reads %s", (value, unit, text) => {
  expect(formatText(value, unit)).toBe(text);
});

test("[PN1] no value is a dash, without a unit", () => {
  expect(formatText(null, "bps")).toBe("—");
});
