import { cut, type Measure, wrapText } from "../theme/fit-text.ts";

const lineHeight = 1.3;

interface Box {
  width: number;
  height: number;
  /** Sizes of type to try, largest first. */
  sizes: readonly number[];
}

/** Breaks text into lines at the largest size at which all of it fits; at the smallest the end gives way to "…". */
export function fitParagraphs(
  text: string,
  { width, height, sizes }: Box,
  measureAt: (sizePx: number) => Measure,
): { sizePx: number; lines: string[] } {
  const tried = sizes.map((sizePx) => ({ sizePx, lines: wrapText(text, width, measureAt(sizePx)) }));
  const fitting = tried.find(({ sizePx, lines }) => lines.length * sizePx * lineHeight <= height);
  if (fitting) return fitting;
  const { sizePx, lines } = tried.at(-1) ?? { sizePx: 0, lines: [] };
  const most = Math.max(1, Math.floor(height / (sizePx * lineHeight)));
  const last = cut(`${lines[most - 1]} ${lines[most]}`, width, measureAt(sizePx));
  return { sizePx, lines: [...lines.slice(0, most - 1), last.endsWith("…") ? last : `${last} …`] };
}
