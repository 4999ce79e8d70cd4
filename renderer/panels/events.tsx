import type { FrameOf } from "../../server/protocol/frames.ts";
import { cut, shorten } from "../theme/fit-text.ts";
import { formatClock, formatMinute } from "../theme/format-time.ts";
import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";
import { useSize } from "../theme/use-size.ts";
import { TileWords } from "../wall/tile-words.tsx";
import { definePanel, type PanelProps } from "./define.ts";
import { shapeOf } from "./look.ts";
import "./events.css";

type Event = FrameOf<"events">["events"][number];

function EventsPanel({ frame, sight }: PanelProps<"events">) {
  const { unit, small } = useScale();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const sizePx = Math.max(1.9 * unit, small);
  const rowPx = 1.75 * sizePx;
  const shown = frame.events.slice(0, Math.max(0, Math.floor(height / rowPx)));
  const withheld = sight.kind === "withheld";
  if (frame.events.length === 0)
    return <TileWords word={withheld ? "No event in what was seen" : "No events"} detail="" />;
  const columns = columnsFor(shown, width, sizePx);
  return (
    <div className={`events ${withheld ? "faded" : ""}`} ref={ref}>
      {shown.map((event) => (
        <div key={event.id} className={`event ${event.level}`} style={{ fontSize: sizePx, height: rowPx }}>
          <time className="figures">{columns.seconds ? formatClock(event.at) : formatMinute(event.at)}</time>
          <Shape name={shapeOf[event.level]} />
          <strong style={{ width: columns.subjectPx }}>
            {shorten(event.subject, columns.subjectPx, columns.strong)}
          </strong>
          <span className="event-text">{cut(event.text, columns.textPx, columns.plain)}</span>
        </div>
      ))}
    </div>
  );
}

/** Room for subject and text, in pixels. Where it is scarce, the seconds go, and then most of the subject. */
function columnsFor(events: readonly Event[], width: number, sizePx: number) {
  const strong = measureIn({ sizePx, weight: 600 });
  const plain = measureIn({ sizePx, weight: 400 });
  const seconds = width > 24 * sizePx;
  // Time, shape and three gaps, as events.css sets them.
  const room = width - plain(seconds ? "00:00:00" : "00:00") - 3.2 * sizePx;
  const widest = Math.ceil(Math.max(0, ...events.map(({ subject }) => strong(subject))));
  const subjectPx = Math.max(0, Math.min(widest, 0.42 * room));
  return { seconds, strong, plain, subjectPx, textPx: Math.max(0, room - subjectPx) };
}

export default definePanel({ type: "events", Draw: EventsPanel, subtitle: () => ["newest first"] });
