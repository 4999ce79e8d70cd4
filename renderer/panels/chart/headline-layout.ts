import type { FrameOf, Level } from "../../../server/protocol/frames.ts";
import type { Measure } from "../../theme/fit-text.ts";
import type { TypeFace } from "../../theme/measure-text.ts";
import type { TypeScale } from "../../theme/type-scale.ts";
import { formatValue, type Reading } from "../format-value.ts";

export interface Entry {
  name: string;
  level: Level;
  reading: Reading;
}

export interface HeadlineLayout {
  entries: Entry[];
  /** Series whose value finds no place. */
  hidden: number;
  numberPx: number;
  labelPx: number;
}

interface Tools {
  scale: TypeScale;
  levelOf(one: FrameOf<"series">["series"][number]): Level;
  measureIn(face: TypeFace): Measure;
}

/** Sizes of the numbers to try, in units. */
const numberSizes = [4.3, 3.4, 2.6];

/** Places the newest values of a chart on one line, those beyond their limit first, at the largest size that takes all. */
export function headlineLayout(frame: FrameOf<"series">, width: number, tools: Tools): HeadlineLayout {
  const entries = frame.series
    .map((one) => ({
      name: one.name,
      level: tools.levelOf(one),
      reading: formatValue(newest(one.values), frame.unit),
    }))
    .toSorted((a, b) => Number(b.level !== "ok") - Number(a.level !== "ok"));
  let layout: HeadlineLayout = { entries: [], hidden: entries.length, numberPx: 0, labelPx: 0 };
  for (const size of numberSizes) {
    layout = place(entries, { ...tools, width, numberPx: tools.scale.unit * size });
    if (layout.hidden === 0) break;
  }
  return layout;
}

function place(
  all: Entry[],
  { scale, measureIn, width, ...wanted }: Omit<Tools, "levelOf"> & { width: number; numberPx: number },
): HeadlineLayout {
  const numberPx = Math.max(wanted.numberPx, scale.small);
  const labelPx = Math.max(2 * scale.unit, scale.small);
  const measureNumber = measureIn({ sizePx: numberPx, weight: 700 });
  const measureLabel = measureIn({ sizePx: labelPx, weight: 400 });
  const entries: Entry[] = [];
  let left = width;
  for (const entry of all) {
    const shape = entry.level === "ok" ? 0 : numberPx;
    const need = shape + measureNumber(entry.reading.number) + measureLabel(labelOf(entry)) + 3 * scale.unit;
    const others = entries.length < all.length - 1 ? measureLabel("+00 more") : 0;
    if (need + others > left) break;
    entries.push(entry);
    left -= need;
  }
  return { entries, hidden: all.length - entries.length, numberPx, labelPx };
}

/** The value of a series at its end; null where it has none. */
export function newest(values: readonly (number | null)[] = []): number | null {
  return values.at(-1) ?? null;
}

/** "Mb/s in". */
export function labelOf({ reading, name }: Entry): string {
  return [reading.unit, name].filter(Boolean).join(" ");
}
