import { useId } from "react";
import type { Level } from "../../../server/protocol/frames.ts";
import type { Size } from "../../theme/use-size.ts";
import type { DayMark } from "../uptime-days.ts";

interface DayBarsProps {
  marks: readonly DayMark[];
  count: number;
  /** How the target is now: colours the last day. */
  level: Level;
  box: Size;
  unitPx: number;
}

/** However short an outage was, its day shows it. */
const leastShare = 0.3;

/** A column a day. What was is told in greys, the brighter the worse; hue is for what is. */
export function DayBars({ marks, count, level, box, unitPx }: DayBarsProps) {
  const hatch = useId();
  const pitch = box.width / count;
  const gap = Math.min(0.28 * pitch, 0.5 * unitPx);
  const column = (at: number, share: number) => {
    const top = (box.height * (1 - share)).toFixed(1);
    const left = (at * pitch + gap / 2).toFixed(1);
    return `M${left} ${box.height}V${top}h${(pitch - gap).toFixed(1)}V${box.height}z`;
  };
  const watched = marks.filter((mark) => mark.is === "well" || mark.is === "down");
  const isToday = ({ at }: DayMark) => at === count - 1;
  const now = level === "ok" ? [] : watched.filter(isToday);
  const past = watched.filter((mark) => !now.includes(mark));
  return (
    <svg className="days" width={box.width} height={box.height} aria-hidden="true">
      <pattern id={hatch} width={unitPx} height={unitPx} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d={`M${unitPx / 4} 0v${unitPx}`} strokeWidth={unitPx / 4} />
      </pattern>
      {marks.map((mark) =>
        mark.is === "unwatched" || mark.is === "unseen" ? (
          <rect
            key={mark.at}
            className={mark.is}
            x={mark.at * pitch + gap / 2}
            width={mark.days * pitch - gap}
            height={box.height}
            fill={`url(#${hatch})`}
          />
        ) : null,
      )}
      <path className="days-well" d={past.map(({ at }) => column(at, 1)).join("")} />
      <path
        className="days-down"
        d={past.map((mark) => (mark.is === "down" ? column(mark.at, Math.max(leastShare, mark.share)) : "")).join("")}
      />
      <path className={`days-now ${level}`} d={now.map(({ at }) => column(at, 1)).join("")} />
    </svg>
  );
}
