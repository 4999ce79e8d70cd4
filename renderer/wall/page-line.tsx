import { useStore, useTurner } from "../link/use-store.ts";
import { Fit } from "../theme/fit.tsx";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";
import { withAlarmLoad } from "./alarm-load.ts";
import { heldWords, turnWords } from "./page-words.ts";

/** Which page shows and how long, or for which alarms it stands. */
export function PageLine() {
  const { small, unit } = useScale();
  const { shown, heldFor, isHeld: isHeldByHand } = useTurner((turner) => turner.stage());
  const left = useTurner((turner) => turner.leftSeconds());
  const raised = useStore("alarms", (store) => store.alarmLoad());
  const title = shown?.page.title ?? "";
  const isHeld = heldFor.length > 0;
  const sizePx = Math.max(1.9 * unit, small);
  return (
    <div className={`page-line ${isHeld ? "held" : "dim"}`} style={{ fontSize: sizePx }}>
      {isHeld && <Shape name="critical" />}
      <Fit
        className="figures"
        variants={withAlarmLoad(
          isHeld ? heldWords(title, heldFor, left) : turnWords(title, left, isHeldByHand),
          raised,
        )}
        sizePx={sizePx}
        weight={isHeld ? 600 : 400}
      />
    </div>
  );
}
