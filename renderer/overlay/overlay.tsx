import { useEffect, useState } from "react";
import { useStore } from "../link/use-store.ts";
import { WithScreenKeys } from "./keys/screen-keys.tsx";
import type { CalledBy } from "./listen-for-operator.ts";
import { Pad } from "./pad/pad.tsx";
import { Sheet } from "./sheet/sheet.tsx";
import { showPointer } from "./show-pointer.ts";
import "./overlay.css";

export interface OverlayProps {
  by: CalledBy;
  onClose(): void;
}

/** Over the wall, which goes on beneath: the pad that unlocks it, then all that an operator may do. */
export function Overlay({ by, onClose }: OverlayProps) {
  const role = useStore("session", (store) => store.session()?.role ?? "wall");
  const [wasUnlocked, setWasUnlocked] = useState(false);
  const isLocked = role === "wall";
  const isOver = isLocked && wasUnlocked;
  if (!isLocked && !wasUnlocked) setWasUnlocked(true);
  useEffect(() => {
    if (isOver) onClose();
  }, [isOver, onClose]);
  useEffect(showPointer, []);
  if (isOver) return null;
  return (
    <div className="overlay">
      <div className="curtain" />
      <WithScreenKeys isWanted={by === "touch"} byTouch>
        {isLocked ? <Pad action="unlock" onLeave={onClose} /> : <Sheet onClose={onClose} />}
      </WithScreenKeys>
    </div>
  );
}
