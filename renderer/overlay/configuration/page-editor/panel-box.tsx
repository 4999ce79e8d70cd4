import { type CSSProperties, type PointerEvent, useEffect, useRef, useState } from "react";
import { grid, type Place } from "../../../../server/protocol/wall.ts";
import { type Handle, movedPlace, overlapped, stepOfKey } from "./place-moves.ts";

interface PanelBoxProps {
  name: string;
  place: Place;
  /** The places that are taken. */
  others: readonly Place[];
  isChosen: boolean;
  onChoose(): void;
  onPlace(place: Place): void;
  /** It is held over the tab of that page; undefined where over none. */
  onOverPage(page: number | undefined): void;
  onPage(page: number): void;
  /** By keys: to the page so many further on. */
  onTurn(by: 1 | -1): void;
  onRemove(): void;
}

interface Drag {
  handle: Handle;
  /** In the window. */
  from: [number, number];
}

/** A pause after which steps by key are one move. */
const settledMs = 500;

/** A panel as something to take hold of: dragged and sized by pointer, or by arrows and Shift with arrows. */
export function PanelBox({ name, place, others, isChosen, onChoose, onPlace, onRemove, ...pages }: PanelBoxProps) {
  const [wanted, setWanted] = useState<Place>();
  const drag = useRef<Drag>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const shown = wanted ?? place;
  const isFree = overlapped(shown, others) === undefined;

  const drop = (at: Place | undefined) => {
    setWanted(undefined);
    if (at && overlapped(at, others) === undefined && String(at) !== String(place)) onPlace(at);
  };
  useEffect(() => {
    if (!wanted || drag.current) return undefined;
    const timer = setTimeout(() => drop(wanted), settledMs);
    return () => clearTimeout(timer);
  });

  const take = (handle: Handle) => (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { handle, from: [event.clientX, event.clientY] };
    onChoose();
  };
  const pull = ({ clientX, clientY }: PointerEvent) => {
    const room = box.current?.parentElement;
    if (!drag.current || !room) return;
    const { handle, from } = drag.current;
    const { width, height } = room.getBoundingClientRect();
    const dx = Math.round(((clientX - from[0]) / width) * grid.columns);
    const dy = Math.round(((clientY - from[1]) / height) * grid.rows);
    pages.onOverPage(handle === "move" ? pageAt(clientX, clientY) : undefined);
    setWanted(movedPlace(place, handle, [dx, dy]));
  };
  const release = ({ clientX, clientY }: PointerEvent) => {
    if (!drag.current) return;
    const page = drag.current.handle === "move" ? pageAt(clientX, clientY) : undefined;
    drag.current = undefined;
    pages.onOverPage(undefined);
    drop(page === undefined ? wanted : undefined);
    if (page !== undefined) pages.onPage(page);
  };
  const pointing = (handle: Handle) => ({
    onPointerDown: take(handle),
    onPointerMove: pull,
    onPointerUp: release,
    onPointerCancel: () => {
      drag.current = undefined;
      pages.onOverPage(undefined);
      setWanted(undefined);
    },
  });

  return (
    <div className={`panel-box ${isChosen ? "chosen" : ""} ${isFree ? "" : "taken"}`} style={cellsOf(shown)} ref={box}>
      <button
        type="button"
        className="panel-box-body"
        aria-pressed={isChosen}
        {...pointing("move")}
        onClick={onChoose}
        onKeyDown={(event) => {
          const step = stepOfKey(event.key);
          if (event.key === "Delete") onRemove();
          if (event.key === "PageUp") pages.onTurn(-1);
          if (event.key === "PageDown") pages.onTurn(1);
          if (!step) return;
          event.preventDefault();
          setWanted(movedPlace(shown, event.shiftKey ? "size" : "move", step));
        }}
      >
        <span className="panel-box-name">
          {name}
          <span className="unseen">{`: ${placeWords(shown)}${isFree ? "" : ", taken"}`}</span>
        </span>
        <span className="panel-box-place figures" aria-hidden="true">
          {isFree ? shown.join(" ") : "taken"}
        </span>
      </button>
      <span className="panel-box-corner" {...pointing("size")} aria-hidden="true" />
    </div>
  );
}

/** The page whose tab is at a point of the window. */
function pageAt(x: number, y: number): number | undefined {
  const tab = document.elementFromPoint(x, y)?.closest("[data-page-tab]");
  return tab ? Number(tab.getAttribute("data-page-tab")) : undefined;
}

function placeWords([x, y, width, height]: Place): string {
  return `column ${x + 1}, row ${y + 1}, ${width} wide, ${height} high`;
}

function cellsOf([x, y, width, height]: Place): CSSProperties {
  return { gridColumn: `${x + 1} / span ${width}`, gridRow: `${y + 1} / span ${height}` };
}
