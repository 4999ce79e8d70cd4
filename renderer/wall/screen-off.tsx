import { useStore } from "../link/use-store.ts";
import { Fit } from "../theme/fit.tsx";
import { formatMinute } from "../theme/format-time.ts";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";
import { Pulse } from "./pulse.tsx";
import "./screen-off.css";

/** Steps between places, in hundredths of the way: far apart, and after a hundred minutes each place was taken once. */
const [stepX, stepY] = [37, 61];

/**
 * A screen that is off as planned: black but for one mark, which says so, tells the time, proves by its pulse that
 * somebody watches, and stands elsewhere each minute.
 */
export function ScreenOff({ words }: { words: string }) {
  const { small, unit } = useScale();
  const { now } = useStore("clock", (store) => store.clock());
  const minute = Math.floor(now / 60_000);
  const [x, y] = [(minute * stepX) % 100, (minute * stepY) % 100];
  const sizePx = Math.max(2.2 * unit, small);
  return (
    <div className="screen-off">
      <div className="screen-off-mark" style={{ left: `${x}%`, top: `${y}%`, translate: `-${x}% -${y}%` }}>
        <Shape name="shelved" />
        <Fit className="figures" variants={[`${words} · ${formatMinute(now)}`, words]} sizePx={sizePx} weight={400} />
        <Pulse />
      </div>
    </div>
  );
}
