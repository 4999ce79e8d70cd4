import type { FrameOf } from "../../server/protocol/frames.ts";
import { cut } from "../theme/fit-text.ts";
import { formatClock, formatMinute } from "../theme/format-time.ts";
import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";
import { useSize } from "../theme/use-size.ts";
import { definePanel, type PanelProps } from "./define.ts";
import { shapeOf } from "./look.ts";
import "./ticker.css";

type Event = FrameOf<"events">["events"][number];

/** The newest events on one line, as many as fit whole. It stands still: what moves on a wall asks for eyes. */
function TickerPanel({ frame, sight }: PanelProps<"ticker">) {
  const { unit, small } = useScale();
  const [ref, { width }] = useSize<HTMLDivElement>();
  const sizePx = Math.max(2.1 * unit, small);
  const withheld = sight.kind === "withheld";
  const items = fitItems(frame.events, width, sizePx);
  return (
    <div className={`ticker ${withheld ? "faded" : ""}`} ref={ref} style={{ fontSize: sizePx }}>
      {frame.events.length === 0 && <span className="dim">{withheld ? "no event in what was seen" : "no events"}</span>}
      {items.map(({ event, time, subject, text }) => (
        <span key={event.id} className={`ticker-item ${event.level}`}>
          {event.level !== "ok" && <Shape name={shapeOf[event.level]} />}
          <time className="figures">{time}</time>
          <strong>{subject}</strong>
          {text !== "" && <span className="ticker-text">{text}</span>}
        </span>
      ))}
    </div>
  );
}

interface Item {
  event: Event;
  time: string;
  subject: string;
  text: string;
}

/** Newest first; only the newest is shortened where it does not fit, since half a sentence says less than none. */
function fitItems(events: readonly Event[], width: number, sizePx: number): Item[] {
  const strong = measureIn({ sizePx, weight: 600 });
  const plain = measureIn({ sizePx, weight: 400 });
  const items: Item[] = [];
  let left = width;
  for (const event of events) {
    const time = width > 30 * sizePx ? formatClock(event.at) : formatMinute(event.at);
    // The gaps and the shape, as ticker.css sets them.
    const gaps = (event.level === "ok" ? 0 : 1.5) * sizePx + 1.2 * sizePx;
    const subjectPx = strong(event.subject);
    const need = gaps + plain(time) + subjectPx + plain(event.text);
    if (need > left && items.length > 0) break;
    const room = left - gaps - plain(time);
    const subject = cut(event.subject, Math.max(0, room), strong);
    const text = cut(event.text, Math.max(0, room - strong(subject)), plain);
    items.push({ event, time, subject, text });
    left -= need + 2.4 * sizePx;
  }
  return width > 0 ? items : [];
}

export default definePanel({ type: "ticker", band: true, Draw: TickerPanel });
