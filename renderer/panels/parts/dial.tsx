import type { Level } from "../../../server/protocol/frames.ts";
import type { Size } from "../../theme/use-size.ts";

export interface DialProps {
  /** Where the value, the warning and the critical limit stand between both ends, 0 to 1; undefined where there is none. */
  value: number | undefined;
  warn: number | undefined;
  crit: number | undefined;
  level: Level;
  faded: boolean;
}

interface ArcProps extends DialProps {
  box: Size;
  strokePx: number;
}

/** A half circle from the least value at the left to the most at the right, cut at each limit. */
export function ArcDial({ box, strokePx, value, warn, crit, level, faded }: ArcProps) {
  const { x, y, radius } = arcIn(box, strokePx);
  const arc = (share: number) => {
    const end = at({ x, y, radius }, share);
    return `M${x - radius} ${y}A${radius} ${radius} 0 0 1 ${end.x} ${end.y}`;
  };
  return (
    <svg className={`dial ${level} ${faded ? "faded" : ""}`} width={box.width} height={box.height} aria-hidden="true">
      <path className="dial-track" d={arc(1)} strokeWidth={strokePx} />
      {value !== undefined && value > 0 && <path className="dial-value" d={arc(value)} strokeWidth={strokePx} />}
      {[warn, crit].map((limit, index) => {
        if (limit === undefined) return null;
        const line = (from: number, to: number) => {
          const [inner, outer] = [from, to].map((out) => at({ x, y, radius: radius + out * strokePx }, limit));
          return `M${inner?.x} ${inner?.y}L${outer?.x} ${outer?.y}`;
        };
        const width = (index === 0 ? 0.1 : 0.18) * strokePx;
        return (
          <g key={index === 0 ? "warn" : "crit"}>
            <path className="dial-cut" d={line(-0.55, 0.55)} strokeWidth={width + 0.06 * strokePx} />
            <path className="dial-limit" d={line(0.62, 0.98)} strokeWidth={width} />
          </g>
        );
      })}
    </svg>
  );
}

export interface Arc {
  x: number;
  y: number;
  radius: number;
}

/** The largest half circle in the box, with room for the marks that stand out of it. */
export function arcIn({ width, height }: Size, strokePx: number): Arc {
  const radius = Math.max(0, Math.min(width / 2, height) - strokePx);
  return { x: width / 2, y: (height + radius + strokePx) / 2, radius };
}

function at({ x, y, radius }: Arc, share: number): { x: number; y: number } {
  const angle = Math.PI * (1 - share);
  return { x: x + radius * Math.cos(angle), y: y - radius * Math.sin(angle) };
}

/** The same along a line, for places that are too low for a half circle. */
export function BarDial({ value, warn, crit, level, faded }: DialProps) {
  return (
    <div className={`bar-dial ${level} ${faded ? "faded" : ""}`}>
      {value !== undefined && <div className="bar-value" style={{ width: `${100 * value}%` }} />}
      {warn !== undefined && <div className="bar-limit" style={{ left: `${100 * warn}%` }} />}
      {crit !== undefined && <div className="bar-limit crit" style={{ left: `${100 * crit}%` }} />}
    </div>
  );
}
