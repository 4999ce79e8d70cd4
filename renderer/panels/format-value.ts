export interface Reading {
  /** "612", "4 812", "—". */
  number: string;
  /** "Mb/s"; empty where there is none. */
  unit: string;
}

type Steps = readonly (readonly [least: number, per: number, unit: string])[];

/** For each unit of the protocol that is told in multiples: from which value on, divided by what, named how. */
const steps: Record<string, Steps> = {
  bps: metric("b/s"),
  Bps: metric("B/s"),
  "B/s": metric("B/s"),
  B: metric("B"),
  bytes: metric("B"),
  Hz: metric("Hz"),
  ms: [
    [1000, 1000, "s"],
    [1, 1, "ms"],
    [0, 0.001, "µs"],
  ],
  s: [
    [172_800, 86_400, "d"],
    [7200, 3600, "h"],
    [120, 60, "min"],
    [1, 1, "s"],
    [0, 0.001, "ms"],
  ],
};

/** Thin: a group of thousands is no gap between words. */
const thinSpace = "\u2009";
const minus = "\u2212";

/** A value as it is read from across the room: three significant digits, or whole numbers grouped up to a million. */
export function formatValue(value: number | null, unit: string): Reading {
  if (value === null) return { number: "—", unit: "" };
  const sign = value < 0 ? minus : "";
  const size = Math.abs(value);
  const table = steps[unit];
  const reading = table ? inSteps(size, table) : plain(size, unit);
  return { number: reading.number === "0" ? "0" : sign + reading.number, unit: reading.unit };
}

/** The same in one piece: "612 Mb/s". */
export function formatText(value: number | null, unit: string): string {
  const reading = formatValue(value, unit);
  return reading.unit === "" ? reading.number : `${reading.number} ${reading.unit}`;
}

function metric(unit: string): Steps {
  return [
    [1e12, 1e12, `T${unit}`],
    [1e9, 1e9, `G${unit}`],
    [1e6, 1e6, `M${unit}`],
    [1e3, 1e3, `k${unit}`],
    [0, 1, unit],
  ];
}

function inSteps(size: number, table: Steps): Reading {
  if (size === 0) return { number: "0", unit: table.find(([, per]) => per === 1)?.[2] ?? "" };
  // Rounded first: 999.6 kb/s is 1.00 Mb/s, not 1000 kb/s.
  const rounded = Number(size.toPrecision(3));
  const [, per, unit] = table.find(([least]) => rounded >= least) ?? [0, 1, ""];
  return { number: digits(rounded / per, Number.isInteger(size) && per === 1), unit };
}

function plain(size: number, unit: string): Reading {
  if (size >= 1e6) {
    const { number, unit: prefix } = inSteps(size, metric(""));
    return { number, unit: unit === "" ? prefix : `${prefix} ${unit}` };
  }
  if (size >= 1000) return { number: grouped(Math.round(size)), unit };
  return { number: digits(Number(size.toPrecision(3)), Number.isInteger(size)), unit };
}

/** As many decimals as three significant digits leave, and always so many, that the figure does not jump. */
function digits(size: number, whole: boolean): string {
  if (size === 0) return "0";
  if (size >= 1000) return grouped(Math.round(size));
  if (whole || size >= 100) return size.toFixed(0);
  if (size >= 0.01) return size.toFixed(size >= 10 ? 1 : 2);
  // Small, and yet not nothing.
  return size.toPrecision(1);
}

function grouped(whole: number): string {
  return String(whole).replaceAll(/\B(?=(?:\d{3})+$)/g, thinSpace);
}
