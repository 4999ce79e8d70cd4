import { useStore } from "../link/use-store.ts";
import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { type Size, useSize } from "../theme/use-size.ts";
import { definePanel, type PanelProps } from "./define.ts";
import { formatText, formatValue } from "./format-value.ts";
import "./gauge.css";
import { limitWords } from "./limit.ts";
import { isLevel, lookOf } from "./look.ts";
import { ArcDial, arcIn, BarDial, type DialProps } from "./parts/dial.tsx";
import { ThresholdMark } from "./parts/threshold-mark.tsx";
import { WasLine } from "./parts/was-line.tsx";

function GaugePanel({ panel, frame, sight }: PanelProps<"gauge">) {
  const { unit, small } = useScale();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const withheld = sight.kind === "withheld";
  const { options } = panel;
  const alarm = useStore("alarms", (store) => store.alarms().get(panel.alarm ?? ""));
  const isMarked = frame.level !== "ok" && !withheld;
  const isHandled = !isLevel(lookOf(frame.level, alarm));
  const dial: DialProps = {
    value: frame.value === null ? undefined : shareOf(frame.value, options),
    warn: options.warn === undefined ? undefined : shareOf(options.warn, options),
    crit: options.crit === undefined ? undefined : shareOf(options.crit, options),
    level: withheld || isHandled ? "ok" : frame.level,
    faded: withheld,
  };
  const isRound = height > 5.5 * small && width > 8 * small;
  const footPx = isMarked ? 1.5 * Math.max(1.9 * unit, small) + 0.8 * unit : 1.6 * small;
  const box = { width, height: Math.min(height - footPx, width / 2) };
  return (
    <>
      {withheld && <WasLine was={[formatText(frame.value, frame.unit)]} ageMs={sight.ageMs} />}
      <div className="gauge" ref={ref}>
        {width > 0 && isRound && <Round {...{ dial, frame, withheld, box }} />}
        {width > 0 && !isRound && height > 2 * unit && (
          <Flat {...{ dial, frame, withheld, width }} roomPx={height - footPx - 1.6 * unit} />
        )}
        {isMarked ? (
          <ThresholdMark {...{ alarm }} level={frame.level} limit={limitWords(frame.level, options, frame.unit)} />
        ) : (
          height > (withheld ? 0 : 1.05 * small) + footPx + 1.2 * unit && (
            <Ends {...options} unit={frame.unit} widthPx={isRound ? arcWidth(box, unit) : width} mostPx={width} />
          )
        )}
      </div>
    </>
  );
}

interface EndsProps {
  min: number;
  max: number;
  unit?: string | undefined;
  /** Of the dial. */
  widthPx: number;
  mostPx: number;
}

/** Where the dial begins and ends. */
function Ends({ min, max, unit = "", widthPx, mostPx }: EndsProps) {
  const { small } = useScale();
  const [least, most] = [min, max].map((end) => (end === 0 ? "0" : formatText(end, unit)));
  const neededPx = measureIn({ sizePx: small, weight: 400 })(`${least}  ${most}`);
  if (neededPx > mostPx) return null;
  return (
    <p className="gauge-ends figures dim" style={{ width: Math.max(neededPx, widthPx) }}>
      <span>{least}</span>
      <span>{most}</span>
    </p>
  );
}

interface FaceProps {
  dial: DialProps;
  frame: PanelProps<"gauge">["frame"];
  withheld: boolean;
}

/** The number stands in the arc, as large as it leaves room. */
function Round({ dial, frame, withheld, box }: FaceProps & { box: Size }) {
  const { unit, small, headline } = useScale();
  const strokePx = strokeIn(box, unit);
  const { x, y, radius } = arcIn(box, strokePx);
  const reading = formatValue(frame.value, frame.unit);
  const unitPx = Math.max(1.9 * unit, small);
  const perPx = measureIn({ sizePx: 100, weight: 700 })(reading.number) / 100;
  const inner = radius - strokePx;
  const numberPx = Math.max(small, Math.min(2 * headline, 0.66 * inner, (1.5 * inner) / perPx));
  const hasUnit = reading.unit !== "" && inner - numberPx > 0.9 * unitPx;
  return (
    <div className="gauge-round" style={box}>
      <ArcDial {...dial} box={box} strokePx={strokePx} />
      {!withheld && (
        <p className="gauge-value figures" style={{ left: x - radius, width: 2 * radius, bottom: box.height - y }}>
          <strong style={{ fontSize: numberPx }}>{reading.number}</strong>
          {hasUnit && <span style={{ fontSize: unitPx }}>{reading.unit}</span>}
        </p>
      )}
    </div>
  );
}

function strokeIn(box: Size, unit: number): number {
  return Math.max(1.6 * unit, 0.12 * Math.min(box.width / 2, box.height));
}

function arcWidth(box: Size, unit: number): number {
  const strokePx = strokeIn(box, unit);
  return 2 * arcIn(box, strokePx).radius + strokePx;
}

function Flat({ dial, frame, withheld, width, roomPx }: FaceProps & { width: number; roomPx: number }) {
  const { unit, small } = useScale();
  const reading = formatValue(frame.value, frame.unit);
  const unitPx = Math.max(2 * unit, small);
  const unitRoom = reading.unit === "" ? 0 : measureIn({ sizePx: unitPx, weight: 400 })(reading.unit) + unit;
  const perPx = measureIn({ sizePx: 100, weight: 700 })(reading.number) / 100;
  const numberPx = Math.max(small, Math.min(roomPx / 1.05, (width - unitRoom) / perPx));
  return (
    <>
      {!withheld && (
        <p className="stat-value figures">
          <strong style={{ fontSize: numberPx }}>{reading.number}</strong>
          {reading.unit !== "" && <span style={{ fontSize: unitPx }}>{reading.unit}</span>}
        </p>
      )}
      <BarDial {...dial} />
    </>
  );
}

/** Between both ends; what is beyond them stands at them, and the number says how far it is. */
function shareOf(value: number, { min, max }: { min: number; max: number }): number {
  return max === min ? 0 : Math.min(1, Math.max(0, (value - min) / (max - min)));
}

export default definePanel({ type: "gauge", headline: true, Draw: GaugePanel });
