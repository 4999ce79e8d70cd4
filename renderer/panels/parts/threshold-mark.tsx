import type { Level } from "../../../server/protocol/frames.ts";
import type { Alarm } from "../../../server/protocol/messages.ts";
import { Fit } from "../../theme/fit.tsx";
import { useScale } from "../../theme/scale.ts";
import { Shape } from "../../theme/shape.tsx";
import { isLevel, lookOf, lookWords, shapeOf } from "../look.ts";

interface ThresholdMarkProps {
  level: Level;
  /** "limit 950 Mb/s", or empty. */
  limit: string;
  alarm: Alarm | undefined;
}

/** Says by shape and word that a value is beyond its limit; quiet once somebody has taken it in hand. */
export function ThresholdMark({ level, limit, alarm }: ThresholdMarkProps) {
  const { unit, small } = useScale();
  const look = lookOf(level, alarm);
  const words = isLevel(look) ? [[look, limit].filter(Boolean).join(" · "), look] : lookWords(look, alarm);
  return (
    <div className={`threshold-mark ${look} of-${level}`}>
      <Shape name={shapeOf[look]} />
      <Fit
        className="figures"
        variants={words}
        sizePx={Math.max(1.9 * unit, small)}
        weight={isLevel(look) ? 600 : 400}
      />
    </div>
  );
}
