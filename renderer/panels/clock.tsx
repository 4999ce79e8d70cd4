import { useStore } from "../link/use-store.ts";
import { Fit } from "../theme/fit.tsx";
import { fitText } from "../theme/fit-text.ts";
import { formatAge, formatClock, formatDate, placeOf } from "../theme/format-time.ts";
import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { useSize } from "../theme/use-size.ts";
import "./clock.css";
import { clockLayout } from "./clock-layout.ts";
import { definePanel, type PanelProps } from "./define.ts";

/** Size of the seconds against hours and minutes. */
const secondsEm = 0.5;

/** The server's time. Without its pulse the screen counts on by itself, and says that it does. */
function ClockPanel({ panel: { options }, sight }: PanelProps<"clock">) {
  const { small, unit } = useScale();
  const [ref, box] = useSize<HTMLDivElement>();
  const now = useStore("clock", (store) => store.clock().now);
  const zones = options.zones.length > 0 ? options.zones : [""];
  const measure = measureIn({ sizePx: 100, weight: 600 });
  const minuteEm = measure("00:00") / 100;
  const wholeEm = minuteEm + (secondsEm * measure(":00")) / 100;
  const layout = (timeEm: number) => clockLayout(box, { count: zones.length, timeEm, smallPx: small });
  // Where the seconds would be smaller than the smallest type, they go.
  const seconds = options.seconds && secondsEm * layout(wholeEm).timePx >= small;
  const timeEm = seconds ? wholeEm : minuteEm;
  const { columns, shown, timePx, labelPx } = layout(timeEm);
  const hidden = zones.length - shown;
  const widthPx = timeEm * timePx;
  const withheld = sight.kind === "withheld";
  return (
    <>
      {withheld && (
        <div className="was-line figures">
          <Fit
            variants={[
              `counted on by this screen for ${formatAge(sight.ageMs)}`,
              `counted on, ${formatAge(sight.ageMs)}`,
            ]}
            sizePx={Math.max(2.2 * unit, small)}
            weight={600}
          />
        </div>
      )}
      <div className={`clock-faces figures ${withheld ? "faded" : ""}`} ref={ref}>
        {box.width > 0 && (
          <div className="clock-grid" style={{ gridTemplateColumns: `repeat(${columns}, ${widthPx}px)` }}>
            {zones.slice(0, shown).map((zone, index) => {
              const more = hidden > 0 && index === shown - 1 ? ` · +${hidden} more` : "";
              return <Face key={zone} {...{ zone, now, timePx, labelPx, widthPx, more, seconds }} />;
            })}
          </div>
        )}
      </div>
    </>
  );
}

interface FaceProps {
  /** Empty: where the wall hangs. */
  zone: string;
  now: number;
  timePx: number;
  labelPx: number;
  widthPx: number;
  seconds: boolean;
  more: string;
}

function Face({ zone, now, timePx, labelPx, widthPx, seconds, more }: FaceProps) {
  const told = tell(zone, now);
  const place = zone === "" ? "Local" : placeOf(zone);
  const labels = [`${place} · ${told.date}${more}`, `${place}${more}`, more === "" ? place : more.slice(3)];
  return (
    <div className="clock-face" data-zone={zone}>
      <strong style={{ fontSize: timePx }}>
        {told.time.slice(0, 5)}
        {seconds && <small>{told.time.slice(5)}</small>}
      </strong>
      <span className="dim" style={{ fontSize: labelPx }}>
        {fitText(labels, widthPx, measureIn({ sizePx: labelPx, weight: 400 }))}
      </span>
    </div>
  );
}

/** A zone that this machine does not know costs its own clock, and no other. */
function tell(zone: string, now: number): { time: string; date: string } {
  try {
    return { time: formatClock(now, zone), date: formatDate(now, zone) };
  } catch {
    return { time: "—", date: "zone not known here" };
  }
}

export default definePanel({ type: "clock", headline: true, Draw: ClockPanel });
