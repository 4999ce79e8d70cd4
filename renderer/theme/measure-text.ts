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

const mostFonts = 200;

let context: CanvasRenderingContext2D | undefined;
const known = new Map<string, Map<string, number>>();

/** Measures text in the wall's typeface. Digits count as wide as the widest, so that a changing figure keeps its fit. */
export function measureIn({ sizePx, weight }: TypeFace): Measure {
  const font = `${weight} ${sizePx}px ${family}`;
  const widths = known.get(font) ?? new Map<string, number>();
  if (known.size > mostFonts) known.clear();
  known.set(font, widths);
  return (text) => {
    const figures = text.replaceAll(/\d/g, "0");
    const width = widths.get(figures) ?? measure(figures, font) ?? text.length * sizePx * 0.6;
    if (widths.size >= mostKnown) widths.clear();
    widths.set(figures, width);
    return width;
  };
}

/** What was measured in another typeface, before this one was loaded, is measured again. */
export function forgetWidths(): void {
  known.clear();
}

function measure(text: string, font: string): number | undefined {
  context ??= document.createElement("canvas").getContext("2d") ?? undefined;
  if (!context) return undefined;
  if (context.font !== font) context.font = font;
  return context.measureText(text).width * allowance;
}
