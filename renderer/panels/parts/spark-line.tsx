import { useRef } from "react";
import type { Level } from "../../../server/protocol/frames.ts";
import { colour } from "../../theme/colours.ts";
import { useScale } from "../../theme/scale.ts";
import { useSize } from "../../theme/use-size.ts";
import { type Figures, useFigures } from "./figures.tsx";

interface SparkLineProps {
  /** `trend`: oldest first; a gap in the samples is a gap in the line. */
  figures: Figures<{ trend: readonly (number | null)[] }>;
  level: Level;
  faded: boolean;
}

const strokes: Record<Level, string> = {
  ok: "series-1",
  warning: "warning",
  critical: "critical",
  unknown: "blind",
};

/** Ripples smaller than this share of the value stay ripples, instead of filling the height. */
const calm = 0.25;

/** The shape of the recent past, without axes. */
export function SparkLine({ figures, level, faded }: SparkLineProps) {
  const { unit } = useScale();
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  useFigures(figures, ({ trend }) => {
    if (canvas.current && width > 0 && height > 0) draw(canvas.current, trend, { width, height, unit, level });
  });
  return (
    <div className={`spark ${faded ? "faded" : ""}`} ref={box}>
      <canvas ref={canvas} />
    </div>
  );
}

interface Look {
  width: number;
  height: number;
  unit: number;
  level: Level;
}

function draw(canvas: HTMLCanvasElement, values: readonly (number | null)[], look: Look): void {
  const { width, height, unit } = look;
  const ratio = devicePixelRatio;
  const context = canvas.getContext("2d");
  if (!context) return;
  resize(canvas, Math.round(width * ratio), Math.round(height * ratio));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.strokeStyle = colour("line");
  context.lineWidth = 1;
  context.strokeRect(-1, Math.round(height) - 0.5, width + 2, height);
  const samples = values.filter((value) => value !== null);
  const { least, range } = calmRange(samples);
  const stroke = 0.26 * unit;
  const y = (value: number) =>
    range === 0 ? height / 2 : height - 2 * stroke - ((value - least) / range) * (height - 4 * stroke);
  const step = width / Math.max(1, values.length - 1);
  context.strokeStyle = colour(strokes[look.level]);
  context.lineWidth = stroke;
  context.lineJoin = "round";
  context.beginPath();
  values.forEach((value, index) => {
    if (value === null) return;
    const before = values[index - 1];
    if (before === null || before === undefined) context.moveTo(index * step, y(value));
    else context.lineTo(index * step, y(value));
  });
  context.stroke();
}

/** Setting a size, even the same, makes the canvas anew. */
function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

function calmRange(samples: readonly number[]): { least: number; range: number } {
  const least = Math.min(...samples);
  const most = Math.max(...samples);
  const range = Math.max(most - least, calm * Math.max(Math.abs(least), Math.abs(most)));
  return { least: (least + most - range) / 2, range };
}
