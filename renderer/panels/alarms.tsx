import { useMemo } from "react";
import { useStore } from "../link/use-store.ts";
import { Fit } from "../theme/fit.tsx";
import { formatAge } from "../theme/format-time.ts";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";
import { useSize } from "../theme/use-size.ts";
import "./alarms.css";
import { definePanel, type PanelProps } from "./define.ts";
import { countAlarms, listAlarms } from "./list-alarms.ts";
import { listLayout } from "./list-layout.ts";
import { type Look, shapeOf } from "./look.ts";
import { AlarmRow } from "./parts/alarm-row.tsx";
import { QuietWords } from "./parts/quiet-words.tsx";
import { useUnseen } from "./use-unseen.ts";

function AlarmsPanel({ panel: { source, options }, sight }: PanelProps<"alarms">) {
  const scale = useScale();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const alarms = useStore("alarms", (store) => store.alarms());
  const sources = useStore("wall", (store) => store.wall()?.sources ?? none);
  const now = useStore("clock", (store) => store.clock().now);
  const { severity, group_by: groupBy } = options;
  // Not each second anew: in a storm there are thousands.
  const listed = useMemo(() => {
    const simulated = new Set(sources.filter((one) => one.simulated).map(({ id }) => id));
    return listAlarms(alarms.values(), { source, severity, simulated, groupBy });
  }, [alarms, sources, source, severity, groupBy]);
  const unseen = useUnseen(source);
  const withheld = sight.kind === "withheld";
  if (listed.length === 0) return <QuietWords {...{ source, withheld }} />;
  const isPartial = !withheld && unseen.length > 0;
  const layout = listLayout({ height, count: listed.length, notes: isPartial ? 1 : 0 }, scale);
  const hidden = listed.slice(layout.shown);
  const [worst] = hidden;
  const more = worst && layout.notes === 0 ? countAlarms(hidden) : 0;
  return (
    <div className="alarms" ref={ref} style={{ gap: layout.gapPx }}>
      {width > 0 &&
        listed
          .slice(0, layout.shown)
          .map((one) => (
            <AlarmRow key={one.alarm.id} {...one} {...{ layout, groupBy, now, withheld, more }} widthPx={width} />
          ))}
      {width > 0 && worst && layout.notes > 0 && (
        <More count={countAlarms(hidden)} worst={worst.look} {...{ withheld }} />
      )}
      {width > 0 && isPartial && layout.notes > (worst ? 1 : 0) && <Partial unseen={unseen} />}
    </div>
  );
}

const none: never[] = [];

/** What does not fit: how many, and the worst of them. */
function More({ count, worst, withheld }: { count: number; worst: Look; withheld: boolean }) {
  const { small } = useScale();
  return (
    <p className={`alarms-note ${withheld ? "" : `worst-${worst}`}`} data-more={count}>
      <Shape name={withheld ? "blind" : shapeOf[worst]} />
      <Fit variants={[`+${count} more, worst: ${worst}`, `+${count} ${worst}`]} sizePx={small} weight={600} />
    </p>
  );
}

/** The list is not the whole truth. */
function Partial({ unseen }: { unseen: ReturnType<typeof useUnseen> }) {
  const { small } = useScale();
  const [first] = unseen;
  if (!first) return null;
  const what = unseen.length === 1 ? first.id : `${unseen.length} sources`;
  const age = first.seenAgoMs === undefined ? "not seen yet" : `not seen for ${formatAge(first.seenAgoMs)}`;
  return (
    <p className="alarms-note worst-unknown">
      <Shape name="blind" />
      <Fit
        className="figures"
        variants={[`more may be wrong: ${what} ${age}`, `cannot see ${what}`]}
        sizePx={small}
        weight={400}
      />
    </p>
  );
}

export default definePanel({ type: "alarms", Draw: AlarmsPanel });
