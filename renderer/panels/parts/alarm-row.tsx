import type { Alarm } from "../../../server/protocol/messages.ts";
import { cut, fitText, type Measure, shorten } from "../../theme/fit-text.ts";
import { formatAge, formatUntil } from "../../theme/format-time.ts";
import { measureIn } from "../../theme/measure-text.ts";
import { useScale } from "../../theme/scale.ts";
import { Shape } from "../../theme/shape.tsx";
import type { ListedAlarm } from "../list-alarms.ts";
import type { ListLayout } from "../list-layout.ts";
import { isLevel, type Look, lookWords, shapeOf } from "../look.ts";

interface AlarmRowProps extends ListedAlarm {
  layout: ListLayout;
  groupBy: readonly string[];
  widthPx: number;
  /** The server's clock. */
  now: number;
  withheld: boolean;
  /** Alarms that are not shown, where no other place has room to say so. */
  more: number;
}

/**
 * One alarm: its shape, what it is about, what is wrong or who has it in hand, since when, and what it waits for. Or a
 * group of them: what they share, how many they are, their names, and since when the newest.
 */
export function AlarmRow({ alarm, look, others, groupBy, layout, widthPx, now, withheld, more }: AlarmRowProps) {
  const { unit, small } = useScale();
  const { twoLines, namePx, detailPx } = layout;
  const age = more > 0 ? `+${more}` : formatAge(now - alarm.since);
  const word = withheld ? `WAS ${alarm.severity.toUpperCase()}` : askWords[look];
  const shapePx = 1.05 * namePx;
  // Letter spacing, gaps, padding and border, as alarms.css sets them.
  const wordPx = 1.07 * measureIn({ sizePx: small, weight: 600 })(word);
  const agePx = measureIn({ sizePx: namePx, weight: 600 })(age.length > 3 ? age : "00 m");
  const room = widthPx - shapePx - 5.2 * unit;
  const measureName = measureIn({ sizePx: namePx, weight: 600 });
  const measureDetail = measureIn({ sizePx: detailPx, weight: 400 });
  const isGroup = others.length > 0;
  const title = isGroup ? groupWords(alarm, groupBy, others.length + 1) : alarm.name;
  const details = isGroup
    ? join([alarm, ...others].map(({ name }) => name))
    : withheld
      ? [alarm.summary]
      : detailsOf(alarm, look, now);
  // The word gives way to what is wrong: the row's form says it too.
  const besideWord = room - Math.max(agePx, wordPx);
  const withWord = twoLines && Math.max(2 * wordPx, measureDetail(details.at(-1) ?? "")) <= besideWord;
  const textPx = withWord ? besideWord : room - agePx;
  const name = shorten(title, textPx, measureName);
  const beside = textPx - measureName(name) - 1.2 * unit;
  const detail = twoLines ? fitOrCut(details, textPx, measureDetail) : fitOrDrop(details, beside, measureDetail);
  const shown = withheld ? "withheld" : look;
  return (
    <div
      className={`alarm ${shown} of-${alarm.severity} ${twoLines ? "" : "one-line"}`}
      data-alarm={alarm.id}
      data-look={shown}
      style={{ height: layout.rowPx }}
    >
      <span className="alarm-shape" style={{ fontSize: shapePx }}>
        <Shape name={withheld ? "blind" : shapeOf[look]} />
      </span>
      <div className="alarm-text" style={{ width: textPx }}>
        <strong style={{ fontSize: namePx }}>{name}</strong>
        {detail !== "" && (
          <span className="alarm-detail" style={{ fontSize: detailPx }}>
            {detail}
          </span>
        )}
      </div>
      <div className="alarm-side figures">
        <strong style={{ fontSize: namePx }}>{age}</strong>
        {withWord && <span className="alarm-word">{word}</span>}
      </div>
    </div>
  );
}

const askWords: Record<Look, string> = {
  ok: "",
  critical: "UNACKED",
  warning: "UNACKED",
  unknown: "UNACKED",
  flapping: "FLAPPING",
  soft: "UNCONFIRMED",
  acknowledged: "ACKED",
  muted: "MUTED",
  shelved: "SHELVED",
};

/** "ams-2 · 12 alarms" */
function groupWords({ labels }: Alarm, groupBy: readonly string[], count: number): string {
  return `${groupBy.map((label) => labels[label]).join(" ")} · ${count} alarms`;
}

/** Longest first. */
function detailsOf(alarm: Alarm, look: Look, now: number): string[] {
  const { summary, source } = alarm;
  if (isLevel(look)) return join([summary, source]);
  switch (look) {
    case "flapping":
      return join(["comes and goes", summary]);
    case "soft":
      return join(["not confirmed yet", summary]);
    case "muted":
      return join([lookWords(look, alarm)[0] ?? "", summary]);
    case "acknowledged":
    case "shelved": {
      const by = look === "acknowledged" ? alarm.acknowledgement : alarm.shelving;
      const word = look === "acknowledged" ? "acked" : "shelved";
      if (!by) return join([word, summary]);
      const who = `${word} by ${by.by}`;
      return [...join([`${who} until ${formatUntil(by.until, now)}`, summary]), who, word];
    }
  }
}

/** "a · b", then "a". */
function join(parts: string[]): string[] {
  const said = parts.filter(Boolean);
  return said.map((_, dropped) => said.slice(0, said.length - dropped).join(" · "));
}

function fitOrCut(variants: string[], widthPx: number, measure: Measure): string {
  return fitText([...variants, cut(variants.at(-1) ?? "", widthPx, measure)], widthPx, measure);
}

function fitOrDrop(variants: string[], widthPx: number, measure: Measure): string {
  return variants.find((variant) => measure(variant) <= widthPx) ?? "";
}
