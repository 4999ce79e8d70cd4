import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ciede2000, deficiencies, difference, linearOf, type Rgb, seenWith } from "../../resources/colour-science.ts";

const tokens = await readFile(new URL("../../../renderer/theme/tokens.css", import.meta.url), "utf8");
const token = (name: string): Rgb => {
  const hex = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(tokens)?.[1];
  if (hex === undefined) throw new Error(`tokens.css has no colour --${name}`);
  return linearOf(hex);
};

const everyone: [string, (colour: Rgb) => Rgb][] = [
  ["full colour vision", (colour) => colour],
  ...Object.entries(deficiencies).map(([name, matrix]): [string, (colour: Rgb) => Rgb] => [
    name,
    (colour) => seenWith(matrix, colour),
  ]),
];
const severities = ["critical", "warning", "blind"];

test.each(everyone)("[TH11] with %s the severities are told from each other and from what is normal", (_, seen) => {
  const apart = (one: string, other: string) => difference(seen(token(one)), seen(token(other)));
  for (const [index, severity] of severities.entries()) {
    for (const other of [...severities.slice(index + 1), "quiet"]) {
      expect(apart(severity, other), `${severity} and ${other}`).toBeGreaterThanOrEqual(15);
    }
    for (const text of ["text", "dim"]) {
      expect(apart(severity, text), `${severity} and ${text}`).toBeGreaterThanOrEqual(12);
    }
  }
});

test("[TH11] red and green are one colour to those who lack either cone, and apart to all others", () => {
  const [red, green] = [linearOf("#b05a00"), linearOf("#6e7800")];
  const apart = everyone.map(([name, seen]) => [name, difference(seen(red), seen(green))] as const);
  const [full, , deuteranopia, tritanopia] = apart.map(([, distance]) => distance);
  expect(full).toBeGreaterThan(2 * (deuteranopia ?? 0));
  expect(tritanopia).toBeGreaterThan(2 * (deuteranopia ?? 0));
});

// From the test data of Sharma, Wu and Dalal, 2005, table 1.
test.each<[Rgb, Rgb, number]>([
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
])("[TH11] the measure itself: %o and %o are %d apart", (one, other, expected) => {
  expect(ciede2000(one, other)).toBeCloseTo(expected, 4);
});

function luminance(name: string): number {
  const [red, green, blue] = token(name);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test("[TH9] every colour that text has stands out at least 7 : 1 from what may be behind it", () => {
  expect(contrast("on-critical", "critical")).toBeGreaterThanOrEqual(7);
  for (const text of ["text", "dim", "critical-text", "warning", "blind"]) {
    for (const behind of ["background", "panel", "cell"]) {
      expect(contrast(text, behind), `${text} on ${behind}`).toBeGreaterThanOrEqual(7);
    }
  }
});
