import { useId } from "react";
import { useStore } from "../../link/use-store.ts";
import type { ListedAlarm } from "../../panels/list-alarms.ts";
import { isLevel, lookWords, shapeOf } from "../../panels/look.ts";
import { formatAge, formatUntil } from "../../theme/format-time.ts";
import { Shape } from "../../theme/shape.tsx";
import { AlarmDetails } from "./alarm-details.tsx";

interface AlarmItemProps extends ListedAlarm {
  isChosen: boolean;
  isOpen: boolean;
  onChoose(isChosen: boolean): void;
  onOpen(): void;
}

/** One alarm: chosen by its box, opened by its words. */
export function AlarmItem({ alarm, look, isChosen, isOpen, onChoose, onOpen }: AlarmItemProps) {
  const now = useStore("clock", (store) => store.clock().now);
  const detailsId = useId();
  const { id, name, source, summary, severity, since, workflow } = alarm;
  const state = isLevel(look) ? severity : (lookWords(look, alarm)[0] ?? look);
  const inHand = workflow === "shelved" ? alarm.shelving : alarm.acknowledgement;
  return (
    <li className={`alarm-item ${look} of-${severity}`} data-alarm-item={id} data-look={look}>
      <div className="alarm-line">
        <label className="alarm-box">
          <input
            type="checkbox"
            checked={isChosen}
            aria-label={`Choose ${name}`}
            onChange={(event) => onChoose(event.target.checked)}
          />
        </label>
        <button
          type="button"
          className="alarm-open"
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          onClick={onOpen}
        >
          <span className="alarm-item-shape">
            <Shape name={shapeOf[look]} />
          </span>
          <span className="alarm-item-words">
            <strong>{name}</strong>
            <span className="alarm-item-why">{`${summary} · ${source}`}</span>
          </span>
          <span className="alarm-item-side figures">
            <span>{formatAge(now - since)}</span>
            <span className="alarm-item-state">
              {inHand ? `${state} · until ${formatUntil(inHand.until, now)}` : state}
            </span>
          </span>
        </button>
      </div>
      {isOpen && <AlarmDetails id={detailsId} alarm={alarm} />}
    </li>
  );
}
