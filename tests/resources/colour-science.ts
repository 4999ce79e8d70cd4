export type Rgb = readonly [red: number, green: number, blue: number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/**
 * What a person without one kind of cone sees: full severity (1.0) of Machado, Oliveira, Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (6), 2009, table 2. On linear RGB.
 */
export const deficiencies: Record<"protanopia" | "deuteranopia" | "tritanopia", Matrix> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** sRGB of "#rrggbb", each channel from 0 to 1, without its gamma. */
export function linearOf(hex: string): Rgb {
  const channel = (at: number) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

export function seenWith(matrix: Matrix, colour: Rgb): Rgb {
  const [red, green, blue] = matrix.map((row) => Math.min(1, Math.max(0, dot(row, colour))));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** CIE L*a*b* of linear sRGB, under D65. */
function labOf(colour: Rgb): Rgb {
  const [x, y, z] = [
    dot([0.4124564, 0.3575761, 0.1804375], colour) / 0.95047,
    dot([0.2126729, 0.7151522, 0.072175], colour),
    dot([0.0193339, 0.119192, 0.9503041], colour) / 1.08883,
  ].map((share) => (share > 216 / 24_389 ? Math.cbrt(share) : ((24_389 / 27) * share + 16) / 116));
  return [116 * (y ?? 0) - 16, 500 * ((x ?? 0) - (y ?? 0)), 200 * ((y ?? 0) - (z ?? 0))];
}

/** The CIEDE2000 difference of two colours in linear sRGB. About 2 can just be seen; 100 parts black from white. */
export function difference(one: Rgb, other: Rgb): number {
  return ciede2000(labOf(one), labOf(other));
}

/** Of two CIE L*a*b* colours, as Sharma, Wu and Dalal give it in Color Research and Application 30 (1), 2005. */
export function ciede2000([l1, a1, b1]: Rgb, [l2, a2, b2]: Rgb): number {
  const chroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)));
  const [c1, c2] = [Math.hypot((1 + g) * a1, b1), Math.hypot((1 + g) * a2, b2)];
  const [h1, h2] = [hue((1 + g) * a1, b1), hue((1 + g) * a2, b2)];
  const isGrey = c1 * c2 === 0;
  const turn = isGrey ? 0 : ((((h2 - h1 + 180) % 360) + 360) % 360) - 180;
  const deltaHue = 2 * Math.sqrt(c1 * c2) * Math.sin(radians(turn / 2));
  const meanL = (l1 + l2) / 2;
  const meanC = (c1 + c2) / 2;
  const sum = h1 + h2;
  const meanH = isGrey ? sum : Math.abs(h1 - h2) <= 180 ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
  const t =
    1 -
    0.17 * cosine(meanH - 30) +
    0.24 * cosine(2 * meanH) +
    0.32 * cosine(3 * meanH + 6) -
    0.2 * cosine(4 * meanH - 63);
  const scaleL = 1 + (0.015 * (meanL - 50) ** 2) / Math.sqrt(20 + (meanL - 50) ** 2);
  const scaleC = 1 + 0.045 * meanC;
  const scaleH = 1 + 0.015 * meanC * t;
  const rotation =
    -2 *
    Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7)) *
    Math.sin(radians(60 * Math.exp(-(((meanH - 275) / 25) ** 2))));
  const [l, c, h] = [(l2 - l1) / scaleL, (c2 - c1) / scaleC, deltaHue / scaleH];
  return Math.sqrt(l ** 2 + c ** 2 + h ** 2 + rotation * c * h);
}

function hue(a: number, b: number): number {
  return a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
}

function cosine(degrees: number): number {
  return Math.cos(radians(degrees));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function dot([a, b, c]: Rgb, [x, y, z]: Rgb): number {
  return a * x + b * y + c * z;
}
