import type { Measure } from "./fit-text.ts";

export interface TypeFace {
  sizePx: number;
  weight: 400 | 600 | 700;
}

export const family = '"Inter", "Noto Sans", "DejaVu Sans", sans-serif';

/** A canvas measures with other hinting and no letter spacing: so much is added to be on the safe side. */
const allowance = 1.015;

/** Figures change and the text around them does not, so that a wall knows the width of nearly all that it draws. */
const mostKnown = 2000;

const mostSizes = 200;

let context: CanvasRenderingContext2D | undefined;
const measures: Record<TypeFace["weight"], Map<number, Measure>> = { 400: new Map(), 600: new Map(), 700: new Map() };

/** Measures text in the wall's typeface. Digits count as wide as the widest, so that a changing figure keeps its fit. */
export function measureIn({ sizePx, weight }: TypeFace): Measure {
  const known = measures[weight];
  const found = known.get(sizePx);
  if (found) return found;
  if (known.size >= mostSizes) known.clear();
  const measure = makeMeasure(`${weight} ${sizePx}px ${family}`, sizePx);
  known.set(sizePx, measure);
  return measure;
}

/** The same for all texts that differ in their digits only, and so are as wide: "00.0 ms" of "61.2 ms". */
export function withZeros(text: string): string {
  return text.replaceAll(/\d/g, "0");
}

function makeMeasure(font: string, sizePx: number): Measure {
  const widths = new Map<string, number>();
  return (text) => {
    const figures = withZeros(text);
    const known = widths.get(figures);
    if (known !== undefined) return known;
    const width = widthOf(figures, font) ?? text.length * sizePx * 0.6;
    if (widths.size >= mostKnown) widths.clear();
    widths.set(figures, width);
    return width;
  };
}

/** What was measured in another typeface, before this one was loaded, is measured again. */
export function forgetWidths(): void {
  for (const known of Object.values(measures)) known.clear();
}

function widthOf(text: string, font: string): number | undefined {
  context ??= document.createElement("canvas").getContext("2d") ?? undefined;
  if (!context) return undefined;
  if (context.font !== font) context.font = font;
  return context.measureText(text).width * allowance;
}
