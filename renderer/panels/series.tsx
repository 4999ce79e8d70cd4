import type { FrameOf, Level } from "../../server/protocol/frames.ts";
import type { Alarm } from "../../server/protocol/messages.ts";
import { useStore } from "../link/use-store.ts";
import { measureIn, withZeros } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";
import { useSize } from "../theme/use-size.ts";
import { TileWords } from "../wall/tile-words.tsx";
import { Chart } from "./chart/chart.tsx";
import { headlineLayout, labelOf, newest } from "./chart/headline-layout.ts";
import { definePanel, type PanelProps } from "./define.ts";
import { formatText, formatValue } from "./format-value.ts";
import { lastWords } from "./last.ts";
import { limitWords } from "./limit.ts";
import { isLevel, lookOf, shapeOf } from "./look.ts";
import { Figure } from "./parts/figures.tsx";
import { ThresholdMark } from "./parts/threshold-mark.tsx";
import { WasLine } from "./parts/was-line.tsx";
import "./series.css";

type SeriesFrame = FrameOf<"series">;
type OneSeries = SeriesFrame["series"][number];

function SeriesPanel({ panel, frame, sight, figures }: PanelProps<"series">) {
  const withheld = sight.kind === "withheld";
  const alarms = useStore("alarms", (store) => store.alarms());
  if (frame.series.length === 0) return <TileWords word="No series" detail="the query finds none" />;
  const isOne = frame.series.length === 1;
  const alarmOf = ({ name }: OneSeries) => alarms.get(isOne ? `${panel.alarm}` : `${panel.alarm} ${name}`);
  // What somebody has in hand is drawn as what is well; the mark says who has it.
  const levelOf = (one: OneSeries) => (isLevel(lookOf(one.level, alarmOf(one))) ? one.level : "ok");
  return (
    <>
      {withheld ? (
        <WasLine was={wasWords(frame)} ageMs={sight.ageMs} />
      ) : (
        <Headline {...{ panel, frame, figures, alarmOf, levelOf }} />
      )}
      <Chart {...{ figures, levelOf }} options={panel.options} faded={withheld} />
    </>
  );
}

interface HeadlineProps extends Pick<PanelProps<"series">, "panel" | "frame" | "figures"> {
  alarmOf(one: OneSeries): Alarm | undefined;
  levelOf(one: OneSeries): Level;
}

/** The newest value of each series, as many as fit beside each other. */
function Headline({ panel, frame, figures, alarmOf, levelOf }: HeadlineProps) {
  const scale = useScale();
  const [ref, { width }] = useSize<HTMLDivElement>();
  const worst = worstBy(frame, levelOf) ?? worstBy(frame, ({ level }) => level);
  const { entries, hidden, numberPx, labelPx } = headlineLayout(frame, width, { scale, measureIn, levelOf });
  const unseen = hidden + (frame.more ?? 0);
  return (
    <div className="series-head" ref={ref}>
      <div className="series-values figures">
        {entries.map((entry, index) => (
          <span key={entry.name} className={`series-value ${index === 0 ? "first" : ""} ${entry.level}`}>
            {entry.level !== "ok" && <Shape name={shapeOf[entry.level]} />}
            <Figure as="strong" {...{ figures }} read={numberOf(entry.name)} sizePx={numberPx} />
            <span style={{ fontSize: labelPx }}>{labelOf(entry)}</span>
          </span>
        ))}
        {unseen > 0 && <span className="dim" style={{ fontSize: labelPx }}>{`+${unseen} more`}</span>}
      </div>
      {worst && (
        <ThresholdMark
          level={worst.level}
          limit={limitWords(worst.level, panel.options, frame.unit)}
          alarm={alarmOf(worst)}
        />
      )}
    </div>
  );
}

function worstBy({ series }: SeriesFrame, levelOf: (one: OneSeries) => Level): OneSeries | undefined {
  return series.find((one) => levelOf(one) === "critical") ?? series.find((one) => levelOf(one) !== "ok");
}

function numberOf(name: string): (frame: SeriesFrame) => string {
  return ({ series, unit }) => formatValue(newest(series.find((one) => one.name === name)?.values), unit).number;
}

/** "612 Mb/s in · 284 Mb/s out", then with fewer series. */
function wasWords({ series, unit }: SeriesFrame): string[] {
  const values = series.map(({ name, values }) => `${formatText(newest(values), unit)} ${name}`.trim());
  const fewer = values.map((_, dropped) => values.slice(0, values.length - dropped).join(" · "));
  return [...fewer, formatText(newest(series[0]?.values), unit)];
}

export default definePanel({
  type: "series",
  headline: true,
  Draw: SeriesPanel,
  form: ({ series, unit, more }) =>
    JSON.stringify([
      unit,
      more,
      series.map(({ name, level, values }) => [name, level, withZeros(formatText(newest(values), unit))]),
    ]),
  subtitle: ({ panel }) => lastWords(panel.options.last),
});
