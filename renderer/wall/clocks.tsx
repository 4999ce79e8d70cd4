import { useStore } from "../link/use-store.ts";
import { shorten } from "../theme/fit-text.ts";
import { formatClock, formatMinute, placeOf } from "../theme/format-time.ts";
import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { Pulse } from "./pulse.tsx";

interface ClocksProps {
  zones: readonly string[];
  /** Room that is theirs whatever stands beside them, so that none comes and goes with the state. */
  roomPx: number;
}

/** The server's time where the wall hangs, then in the configured zones, and the pulse. */
export function Clocks({ zones, roomPx }: ClocksProps) {
  const { now } = useStore("clock", (store) => store.clock());
  const { clock, small, unit } = useScale();
  const gap = 1.8 * unit;
  const minute = measureIn({ sizePx: clock, weight: 600 })("00:00");
  const second = measureIn({ sizePx: Math.max(clock / 2, small), weight: 600 })(":00");
  const left = roomPx - minute - second - 3 * small - 2 * gap;
  const [only, ...others] = zones;
  return (
    <div className="clocks figures">
      <Time text={formatClock(now)} label="LOCAL" seconds />
      {only !== undefined && others.length === 0 && minute <= left && <Zone zone={only} now={now} />}
      {others.length > 0 && <ZoneList {...{ zones, now }} roomPx={left} />}
      <Pulse />
    </div>
  );
}

function Zone({ zone, now }: { zone: string; now: number }) {
  const { clock, small } = useScale();
  const room = measureIn({ sizePx: clock, weight: 600 })("00:00");
  const label = placeOf(zone).toUpperCase();
  return <Time text={timeIn(zone, now)} label={shorten(label, room, measureIn({ sizePx: small, weight: 400 }))} />;
}

/** Several zones take two lines each column, and as many columns as there is room for. */
function ZoneList({ zones, now, roomPx }: ClocksProps & { now: number }) {
  const { small, unit } = useScale();
  const gap = 1.8 * unit;
  const measure = measureIn({ sizePx: small, weight: 400 });
  const most = Math.floor((roomPx + gap) / (6.2 * small + gap));
  const columns = Math.max(0, Math.min(Math.ceil(zones.length / 2), most));
  const labelRoom = (roomPx - gap * (columns - 1)) / columns - measure("00:00") - 0.45 * small;
  return (
    <div className="zones">
      {zones.slice(0, 2 * columns).map((zone) => (
        <span className="zone" key={zone}>
          <span className="dim">{shorten(placeOf(zone), labelRoom, measure)}</span>
          {timeIn(zone, now)}
        </span>
      ))}
    </div>
  );
}

/** The one with seconds goes on while the wall is blind: whoever captures the screen finds it by `data-seconds`. */
function Time({ text, label, seconds = false }: { text: string; label: string; seconds?: boolean }) {
  return (
    <div className="clock" data-seconds={seconds || undefined}>
      <span className="clock-time">
        {text.slice(0, 5)}
        {seconds && <small>{text.slice(5)}</small>}
      </span>
      <span className="clock-label dim">{label}</span>
    </div>
  );
}

/** A zone that this machine does not know costs its clock, not the header. */
function timeIn(zone: string, now: number): string {
  try {
    return formatMinute(now, zone);
  } catch {
    return "—";
  }
}
