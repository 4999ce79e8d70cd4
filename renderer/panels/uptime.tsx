import type { FrameOf } from "../../server/protocol/frames.ts";
import { useStore } from "../link/use-store.ts";
import { Fit } from "../theme/fit.tsx";
import { shorten } from "../theme/fit-text.ts";
import { formatDate, formatMinute } from "../theme/format-time.ts";
import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";
import { useSize } from "../theme/use-size.ts";
import { TileWords } from "../wall/tile-words.tsx";
import { definePanel, type PanelProps } from "./define.ts";
import { shapeOf, worstFirst } from "./look.ts";
import { DayBars } from "./parts/day-bars.tsx";
import { rowList } from "./row-list.ts";
import "./uptime.css";
import { markDays, uptimeText } from "./uptime-days.ts";

type Target = FrameOf<"uptime">["targets"][number];

/** Height of a row at a type size of one pixel: the bars and the room between them. */
const lineEm = 1.7;
const leastBarsEm = 4;

function UptimePanel({ frame, sight }: PanelProps<"uptime">) {
  const scale = useScale();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  // The minute in which the wall stands decides which day is today's.
  const minute = useStore("clock", (store) => Math.floor(store.clock().now / 60_000));
  const withheld = sight.kind === "withheld";
  // Where a row and the line below it have no room, the row goes before: what is not known is hatched all the same.
  const footPx = height < (lineEm + 1.5) * scale.small ? 0 : 1.5 * scale.small;
  const { shown, rowPx, sizePx } = rowList(height - footPx, frame.targets.length, { lineEm, scale });
  const targets = worst(frame.targets, shown);
  const widest = Math.max(0, ...targets.map(({ name }) => measureIn({ sizePx, weight: 400 })(name)));
  const namePx = Math.min(widest + 0.3 * sizePx, 0.34 * width);
  const now = minute * 60_000;
  if (frame.targets.length === 0) return <TileWords word="No targets" detail="the source names none" />;
  return (
    <div className={`uptime ${withheld ? "faded" : ""}`} ref={ref}>
      {width > 0 &&
        targets.map((target) => (
          <Row key={target.id} {...{ target, rowPx, sizePx, namePx, width, withheld, now }} since={frame.since} />
        ))}
      {width > 0 && footPx > 0 && (
        <p className="uptime-foot" style={{ height: footPx }}>
          <Fit
            className="figures"
            variants={footWords({ since: frame.since, now, hidden: frame.targets.length - shown })}
            sizePx={scale.small}
            weight={400}
          />
        </p>
      )}
    </div>
  );
}

/** The worst where not all fit, in the order of the source. */
function worst(targets: readonly Target[], count: number): Target[] {
  if (targets.length <= count) return [...targets];
  const mean = ({ days }: Target) => {
    const known = days.filter((share) => share !== null);
    return known.reduce((sum, share) => sum + share, 0) / Math.max(1, known.length);
  };
  const rank = ({ level }: Target) => worstFirst.indexOf(level);
  const chosen = new Set(targets.toSorted((a, b) => rank(a) - rank(b) || mean(a) - mean(b)).slice(0, count));
  return targets.filter((target) => chosen.has(target));
}

/** "watched since 14:07 today · days are UTC": what is not known from before is not claimed. */
function footWords({ since, now, hidden }: { since: number; now: number; hidden: number }): string[] {
  const isToday = formatDate(since) === formatDate(now);
  const start = isToday ? `${formatMinute(since)} today` : formatDate(since);
  const left = hidden > 0 ? [`+${hidden} more, none worse`] : [];
  const short = [`since ${start}`, ...left].join(" · ");
  return [[`watched since ${start}`, ...left, "days are UTC"].join(" · "), short, `since ${start}`];
}

interface RowProps {
  target: Target;
  rowPx: number;
  sizePx: number;
  namePx: number;
  width: number;
  withheld: boolean;
  now: number;
  since: number;
}

function Row({ target, rowPx, sizePx, namePx, width, withheld, now, since }: RowProps) {
  const { unit } = useScale();
  const { days } = target;
  const level = withheld ? "ok" : target.level;
  const measure = measureIn({ sizePx, weight: 600 });
  const sharePx = Math.max(measure("99.99 %"), measure("100 %"));
  const gapPx = 1.2 * unit;
  const shapePx = 1.15 * sizePx;
  const roomPx = width - namePx - shapePx - gapPx;
  // The days come before their mean.
  const withShare = roomPx - sharePx - gapPx > leastBarsEm * sizePx;
  const barsPx = Math.max(0, withShare ? roomPx - sharePx - gapPx : roomPx);
  return (
    <div
      className={`uptime-row ${level}`}
      data-target={target.id}
      style={{ height: rowPx, fontSize: sizePx, gap: gapPx }}
    >
      <span className="uptime-name" style={{ width: namePx + shapePx }}>
        <Shape name={withheld ? "blind" : shapeOf[level]} />
        {shorten(target.name, namePx, measureIn({ sizePx, weight: 400 }))}
      </span>
      <DayBars
        marks={markDays(days, { since, now })}
        count={Math.max(1, days.length)}
        level={level}
        box={{ width: barsPx, height: rowPx - 0.42 * sizePx }}
        unitPx={unit}
      />
      {withShare && (
        <strong className="figures" style={{ width: sharePx }}>
          {uptimeText(days) ?? "—"}
        </strong>
      )}
    </div>
  );
}

export default definePanel({
  type: "uptime",
  Draw: UptimePanel,
  subtitle: ({ frame }) => {
    const days = frame.targets[0]?.days.length ?? 0;
    return days > 0 ? [`${days} days`] : [];
  },
});
