import type { Measure } from "./fit-text.ts";

export interface TypeFace {
  sizePx: number;
  weight: 400 | 600 | 700;
}

export const family = '"Inter", "Noto Sans", "DejaVu Sans", sans-serif';

/** A canvas measures with other hinting and no letter spacing: so much is added to be on the safe side. */
const allowance = 1.015;

let context: CanvasRenderingContext2D | undefined;

/** Measures text in the wall's typeface. Digits count as wide as the widest, so that a changing figure keeps its fit. */
export function measureIn({ sizePx, weight }: TypeFace): Measure {
  const font = `${weight} ${sizePx}px ${family}`;
  return (text) => {
    context ??= document.createElement("canvas").getContext("2d") ?? undefined;
    if (!context) return text.length * sizePx * 0.6;
    if (context.font !== font) context.font = font;
    return context.measureText(text.replaceAll(/\d/g, "0")).width * allowance;
  };
}
