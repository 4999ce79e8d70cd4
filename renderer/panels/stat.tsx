import type { FrameOf } from "../../server/protocol/frames.ts";
import { useStore } from "../link/use-store.ts";
import { measureIn, withZeros } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { useSize } from "../theme/use-size.ts";
import { TileWords } from "../wall/tile-words.tsx";
import { definePanel, type PanelProps } from "./define.ts";
import { formatText, formatValue } from "./format-value.ts";
import { lastWords } from "./last.ts";
import { limitWords } from "./limit.ts";
import { isLevel, lookOf } from "./look.ts";
import { Figure } from "./parts/figures.tsx";
import { SparkLine } from "./parts/spark-line.tsx";
import { ThresholdMark } from "./parts/threshold-mark.tsx";
import { WasLine } from "./parts/was-line.tsx";
import "./stat.css";

function StatPanel({ panel, frame, sight, figures }: PanelProps<"stat">) {
  const { unit, small, headline } = useScale();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const alarm = useStore("alarms", (store) => store.alarms().get(panel.alarm ?? ""));
  const withheld = sight.kind === "withheld";
  const isHandled = !isLevel(lookOf(frame.level, alarm));
  if (frame.value === null && frame.level === "ok" && !withheld)
    return <TileWords word="No value" detail={frame.name} />;
  const reading = formatValue(frame.value, frame.unit);
  const unitPx = Math.max(2 * unit, small);
  const unitRoom = reading.unit === "" ? 0 : measureIn({ sizePx: unitPx, weight: 400 })(reading.unit) + unit;
  const perPx = measureIn({ sizePx: 100, weight: 700 })(reading.number) / 100;
  const markRoom = frame.level === "ok" ? 0 : 1.6 * Math.max(1.9 * unit, small);
  const largest = Math.max(headline, 0.42 * height);
  const numberPx = Math.max(small, Math.min(largest, (width - unitRoom) / perPx, (height - markRoom) / 1.05));
  const left = height - (withheld ? 1.5 * Math.max(2.2 * unit, small) : numberPx * 1.05 + markRoom);
  return (
    <div className="stat" ref={ref}>
      {withheld && <WasLine was={[formatText(frame.value, frame.unit)]} ageMs={sight.ageMs} />}
      {!withheld && (
        <p className="stat-value figures">
          <Figure as="strong" {...{ figures }} read={numberOf} sizePx={numberPx} />
          {reading.unit !== "" && <span style={{ fontSize: unitPx }}>{reading.unit}</span>}
        </p>
      )}
      {!withheld && frame.level !== "ok" && (
        <ThresholdMark {...{ alarm }} level={frame.level} limit={limitWords(frame.level, panel.options, frame.unit)} />
      )}
      {left > 3 * unit && (
        <SparkLine {...{ figures }} level={withheld || isHandled ? "ok" : frame.level} faded={withheld} />
      )}
    </div>
  );
}

function numberOf({ value, unit }: FrameOf<"stat">): string {
  return formatValue(value, unit).number;
}

export default definePanel({
  type: "stat",
  headline: true,
  Draw: StatPanel,
  form: ({ value, unit, level, name, trend }) =>
    [withZeros(formatText(value, unit)), unit, level, name, trend.length > 1].join("\n"),
  subtitle: ({ panel, frame }) => (frame.trend.length > 1 ? lastWords(panel.options.last) : []),
});
