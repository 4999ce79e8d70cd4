import { expect, test } from "vitest";
import { typeScale } from "../../../renderer/theme/type-scale.ts";

test("[TH1] without a described display the smallest type is 1.7 % of the height", () => {
  expect(typeScale({ widthPx: 1920, heightPx: 1080 })).toMatchObject({ unit: 10.8, small: 18.36, header: 108 });
  expect(typeScale({ widthPx: 3840, heightPx: 2160 }).small).toBeCloseTo(36.72);
});

test("[TH1] a very wide screen is measured by its height, and a high one by the cells of its page", () => {
  expect(typeScale({ widthPx: 1080, heightPx: 1920 }).unit).toBeCloseTo(9.6);
  expect(typeScale({ widthPx: 1280, heightPx: 1024 }).unit).toBeCloseTo(7.2);
  expect(typeScale({ widthPx: 3840, heightPx: 1080 }).unit).toBeCloseTo(10.8);
});

test("[TH2] at 5 m a capital letter on a 55-inch screen covers 16 arc minutes", () => {
  const { small } = typeScale({ widthPx: 1920, heightPx: 1080, display: { diagonalMm: 1397, distanceMm: 5000 } });
  const capMm = (small * 0.727 * 1397) / Math.hypot(1920, 1080);
  expect((Math.atan(capMm / 5000) * 180 * 60) / Math.PI).toBeCloseTo(16, 6);
  expect(small).toBeCloseTo(50.47, 1);
});

test("[TH2] a near display does not make type smaller than 1.7 % of the height", () => {
  const near = typeScale({ widthPx: 1920, heightPx: 1080, display: { diagonalMm: 1397, distanceMm: 500 } });
  expect(near.small).toBeCloseTo(18.36);
});

test("[TH3] however large the smallest type is, what is larger keeps its rank above it", () => {
  for (const distanceMm of [1000, 5000, 9000]) {
    const scale = typeScale({ widthPx: 1920, heightPx: 1080, display: { diagonalMm: 1397, distanceMm } });
    expect(scale.title).toBeGreaterThanOrEqual(scale.small);
    expect(scale.clock).toBeGreaterThan(scale.title);
    expect(scale.word).toBeGreaterThan(scale.clock);
    expect(scale.headline).toBeGreaterThan(scale.word);
  }
});
