import type { ReactNode } from "react";
import type { Panel } from "../../server/protocol/wall.ts";
import { useStore } from "../link/use-store.ts";
import { Fit } from "../theme/fit.tsx";
import { formatAge } from "../theme/format-time.ts";
import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { useSize } from "../theme/use-size.ts";
import type { Seen } from "./seen.ts";
import { skewWords } from "./skew-words.ts";

interface TileHeadProps {
  panel: Panel;
  simulated: boolean;
  /** The sub-title. */
  children: ReactNode;
}

/** The line above a panel's drawing. */
export function TileHead({ panel, simulated, children }: TileHeadProps) {
  const { title } = useScale();
  const [ref, { width }] = useSize<HTMLDivElement>();
  return (
    <div className="tile-head" ref={ref}>
      <Fit className="tile-title" variants={[panel.title]} sizePx={title} weight={600} />
      {simulated && <SimulatedMark roomPx={width / 2} />}
      {children}
    </div>
  );
}

/** Says that the values are made up, in short where the title needs the room. */
function SimulatedMark({ roomPx }: { roomPx: number }) {
  const { small } = useScale();
  // With the padding and letter spacing that wall.css gives a mark.
  const needed = 1.15 * measureIn({ sizePx: small, weight: 600 })("SIMULATED") + small;
  return <span className="mark">{needed <= roomPx ? "SIMULATED" : "SIM"}</span>;
}

/** What the panel says of itself, or why it is not to be believed as it stands. Gives way where there is no room. */
export function Subtitle(seen: Seen) {
  const { drawing, panel, source, sight, frame, fault } = seen;
  const { small, unit } = useScale();
  const why = useWhy(seen, drawing.headline && frame !== undefined);
  const skew = useStore("sources", (store) =>
    skewWords(store.sources().get(panel.source ?? "")?.state.skew).join("\n"),
  );
  const own = frame ? drawing.subtitle({ panel, source, frame }) : [];
  // Where there is no picture the body tells the fault, and there is nothing to date.
  const variants = fault !== undefined && !frame ? [] : (why ?? beside(own, lines(skew)));
  if (variants.length === 0) return null;
  return (
    <Fit
      className={`tile-subtitle figures ${why ? sight.kind : skew === "" ? "dim" : ""}`}
      variants={[...variants, ""]}
      sizePx={Math.max(1.9 * unit, small)}
      weight={400}
    />
  );
}

function lines(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

/** What is not as it should be goes before what the panel says of itself. */
function beside(own: string[], skew: string[]): string[] {
  const [first] = own.slice(-1);
  return [
    ...(first === undefined ? [] : skew.slice(0, 1).map((words) => `${words} · ${first}`)),
    ...skew,
    ...(skew.length > 0 ? [] : own),
  ];
}

/** `restated`: the body tells how old its headline is, and the head need not. */
function useWhy({ panel, sight, fault }: Seen, restated: boolean): string[] | undefined {
  const ofSource = useStore("sources", (store) => store.sources().get(panel.source ?? "")?.state.detail ?? "");
  const live = useStore("link", (store) => store.link().kind === "live");
  switch (sight.kind) {
    case "seen":
    case "awaited":
      return undefined;
    case "ageing":
      return [`waiting · ${formatAge(sight.ageMs)} old`, `${formatAge(sight.ageMs)} old`];
    case "withheld": {
      const age = restated || sight.ageMs < 1000 ? [] : [`${formatAge(sight.ageMs)} ago`];
      const reasons = live ? reasonWords(ofSource, fault) : ["no signal"];
      return [...reasons.map((reason) => [reason, ...age].join(" · ")), ...age];
    }
  }
}

/** Longest first: what the source says, or what is said of this panel's query, which may be long: "too slow: …". */
function reasonWords(ofSource: string, fault: string | undefined): string[] {
  if (ofSource !== "" || fault === undefined) return [ofSource, "cannot see"].filter(Boolean);
  return [fault, fault.split(/[:;]/, 1)[0] ?? "", "no answer"].filter(Boolean);
}
