import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { FrameOf, Level } from "../../../server/protocol/frames.ts";
import type { PanelOptions } from "../../../server/protocol/panels.ts";
import { colour } from "../../theme/colours.ts";
import { family, measureIn } from "../../theme/measure-text.ts";
import type { TypeScale } from "../../theme/type-scale.ts";
import type { Size } from "../../theme/use-size.ts";
import { formatText } from "../format-value.ts";
import { timeLabels, valueRange } from "./axes.ts";

type SeriesFrame = FrameOf<"series">;

export interface PlotLook {
  levelOf(one: SeriesFrame["series"][number]): Level;
  options: PanelOptions<"series">;
  size: Size;
  scale: TypeScale;
  /** What was: the lines step back, the axes stay readable. */
  faded: boolean;
}

const fadedAlpha = 0.4;

const hues: Record<Exclude<Level, "ok">, string> = { warning: "warning", critical: "critical", unknown: "blind" };

/** One chart on one canvas. Data and size change in place; it is made anew only when its shape does. */
export class Plot {
  readonly #element: HTMLElement;
  #chart: uPlot | undefined;
  #shape = "";
  #size: Size = { width: 0, height: 0 };

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  show(frame: SeriesFrame, look: PlotLook): void {
    const data: uPlot.AlignedData = [frame.times, ...frame.series.map(({ values }) => values)];
    const shape = JSON.stringify([
      frame.series.map((one) => [one.name, look.levelOf(one)]),
      frame.unit,
      look.options,
      look.scale,
      look.faded,
      look.size.width,
    ]);
    if (!this.#chart || shape !== this.#shape) {
      this.destroy();
      this.#chart = new uPlot(plotOptions(frame, look), data, this.#element);
      this.#shape = shape;
    } else {
      if (this.#size.height !== look.size.height) this.#chart.setSize(look.size);
      this.#chart.setData(data);
    }
    this.#size = look.size;
  }

  destroy(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
  }
}

function plotOptions(frame: SeriesFrame, { levelOf, options, size, scale, faded }: PlotLook): uPlot.Options {
  const font = `400 ${scale.small}px ${family}`;
  const dim = colour(faded ? "dim-on-hatch" : "dim");
  const line = { stroke: colour("line"), width: 1 };
  // Beside large type on a small chart an axis of values would leave no chart.
  const withValues = size.width > 24 * scale.small && size.height > 8 * scale.small;
  return {
    width: size.width,
    height: size.height,
    ms: 1,
    padding: [0.8 * scale.small, 0, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
    scales: { y: { range: (_, least, most) => valueRange(least, most, options) } },
    axes: [
      {
        font,
        stroke: dim,
        size: 1.5 * scale.small,
        gap: 0.35 * scale.small,
        space: 6 * scale.small,
        grid: { show: false },
        ticks: { show: false },
        values: (chart, splits, _axis, _space, step) => timeLabels(splits, { chart, step, labelPx: 2.7 * scale.small }),
      },
      {
        // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- Side is a const enum: with isolated modules it has no value to name
        side: 1,
        font,
        stroke: dim,
        // Called without labels once, before there are any.
        size: (_: uPlot, labels: string[] | null) => (withValues ? valuesWidth(labels ?? [], scale) : 0),
        gap: scale.unit,
        space: 3.2 * scale.small,
        grid: line,
        ticks: { show: false },
        values: (_, splits) => splits.map((value) => (withValues ? axisValue(value, frame.unit) : "")),
      },
    ],
    series: [{}, ...frame.series.map((one, index) => seriesLook(levelOf(one), index, { scale, faded }))],
    hooks: { drawAxes: [(chart) => drawLimits(chart, options, { unit: scale.unit, alpha: faded ? 0.2 : 0.5 })] },
  };
}

/** Zero needs no unit, and is often where the two axes meet. */
function axisValue(value: number, unit: string): string {
  return value === 0 ? "0" : formatText(value, unit);
}

function valuesWidth(labels: string[], { small, unit }: TypeScale): number {
  return Math.ceil(Math.max(0, ...labels.map(measureIn({ sizePx: small, weight: 400 }))) + 1.1 * unit);
}

function seriesLook(level: Level, index: number, { scale, faded }: Pick<PlotLook, "scale" | "faded">): uPlot.Series {
  const { unit } = scale;
  return {
    stroke: colour(level === "ok" ? (index === 0 ? "series-1" : "series-2") : hues[level]),
    width: 0.26 * unit,
    points: { show: false },
    alpha: faded ? fadedAlpha : 1,
    ...(index === 0 ? { fill: colour("area") } : {}),
    // Beyond two, form tells the lines apart.
    ...(index > 1 ? { dash: [(0.4 + 0.5 * index) * unit, 0.5 * unit] } : {}),
  };
}

/** Dashed lines at the limits, as quiet as the grid until a value is beyond them. */
function drawLimits(chart: uPlot, { warn, crit }: PanelOptions<"series">, look: { unit: number; alpha: number }): void {
  const { ctx, bbox } = chart;
  const { unit, alpha } = look;
  const limits = [
    { value: warn, token: "warning" },
    { value: crit, token: "critical" },
  ];
  for (const { value, token } of limits) {
    const { min, max } = chart.scales["y"] ?? {};
    if (value === undefined || min === undefined || max === undefined || value < min || value > max) continue;
    const y = chart.valToPos(value, "y", true);
    ctx.save();
    ctx.globalAlpha = alpha;
    ctx.strokeStyle = colour(token);
    ctx.lineWidth = 0.16 * unit * uPlot.pxRatio;
    ctx.setLineDash([0.6 * unit * uPlot.pxRatio, 0.6 * unit * uPlot.pxRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  }
}
