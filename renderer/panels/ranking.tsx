import type { FrameOf } from "../../server/protocol/frames.ts";
import { Fit } from "../theme/fit.tsx";
import { shorten } from "../theme/fit-text.ts";
import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";
import { useSize } from "../theme/use-size.ts";
import { TileWords } from "../wall/tile-words.tsx";
import { definePanel, type PanelProps } from "./define.ts";
import { formatText } from "./format-value.ts";
import { lastWords } from "./last.ts";
import { shapeOf, worstFirst } from "./look.ts";
import "./ranking.css";
import { rowList } from "./row-list.ts";

type Item = FrameOf<"ranking">["items"][number];

function RankingPanel({ panel, frame, sight }: PanelProps<"ranking">) {
  const scale = useScale();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const withheld = sight.kind === "withheld";
  const wanted = frame.items.slice(0, panel.options.top);
  const bad = (shown: number) => frame.items.slice(shown).filter(({ level }) => level !== "ok");
  const notePx = 1.5 * scale.small;
  const whole = rowList(height, wanted.length, { lineEm, scale });
  const isShort = bad(whole.shown).length > 0 && whole.shown > 1;
  const { shown, rowPx, sizePx } = isShort ? rowList(height - notePx, wanted.length, { lineEm, scale }) : whole;
  const hidden = isShort ? bad(shown) : [];
  const most = Math.max(0, ...wanted.map(({ value }) => Math.abs(value)));
  if (wanted.length === 0)
    return <TileWords word={withheld ? "Nothing in what was seen" : "Nothing to rank"} detail="" />;
  return (
    <div className={`ranking ${withheld ? "faded" : ""}`} ref={ref}>
      {width > 0 &&
        wanted.slice(0, shown).map((item) => (
          <div
            key={item.name}
            className={`ranked ${withheld ? "" : item.level}`}
            style={{ height: rowPx, fontSize: sizePx }}
          >
            <Line {...{ item, width, sizePx, withheld }} unit={frame.unit} />
            <Bar share={most === 0 ? 0 : Math.abs(item.value) / most} />
          </div>
        ))}
      {width > 0 && hidden.length > 0 && <Left hidden={hidden} withheld={withheld} />}
    </div>
  );
}

/** Height of a row: its line, the bar and the room around them. */
const lineEm = 2;

interface LineProps {
  item: Item;
  unit: string;
  width: number;
  sizePx: number;
  withheld: boolean;
}

function Line({ item, unit, width, sizePx, withheld }: LineProps) {
  const value = formatText(item.value, unit);
  const isBad = !withheld && item.level !== "ok";
  const room = width - measureIn({ sizePx, weight: 600 })(value) - (isBad ? 2.4 : 1) * sizePx;
  return (
    <div className="ranked-line">
      {isBad && <Shape name={shapeOf[item.level]} />}
      <span className="ranked-name">{shorten(item.name, Math.max(0, room), measureIn({ sizePx, weight: 400 }))}</span>
      <strong className="figures">{value}</strong>
    </div>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <div className="ranked-bar">
      <div style={{ width: `${100 * Math.min(1, share)}%` }} />
    </div>
  );
}

/** What is bad is never left out in silence. */
function Left({ hidden, withheld }: { hidden: Item[]; withheld: boolean }) {
  const { small } = useScale();
  const worst = worstFirst.find((look) => hidden.some(({ level }) => level === look)) ?? "ok";
  return (
    <p className={`ranked-left ${withheld ? "" : `worst-${worst}`}`}>
      <Shape name={withheld ? "blind" : shapeOf[worst]} />
      <Fit
        variants={[`+${hidden.length} more, worst: ${worst}`, `+${hidden.length} ${worst}`]}
        sizePx={small}
        weight={600}
      />
    </p>
  );
}

export default definePanel({
  type: "ranking",
  Draw: RankingPanel,
  subtitle: ({ panel, frame }) => {
    const [span] = lastWords(panel.options.last);
    const count = `largest of ${frame.items.length}`;
    return span === undefined ? [count] : [`${count} · ${span}`, count];
  },
});
