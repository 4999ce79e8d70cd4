import { formatValue } from "./format-value.ts";

/** "every 10 s" of a cadence in milliseconds. */
export function cadenceWords(cadenceMs: number): string {
  const units = [
    [3_600_000, "h"],
    [60_000, "min"],
    [1000, "s"],
    [1, "ms"],
  ] as const;
  const [ms, unit] = units.find(([ms]) => cadenceMs >= ms) ?? units[3];
  return `every ${formatValue(cadenceMs / ms, "").number} ${unit}`;
}
