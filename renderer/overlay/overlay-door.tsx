import { type ComponentType, lazy, Suspense, useEffect, useState } from "react";
import { useStore } from "../link/use-store.ts";
import { PartBoundary } from "../wall/part-boundary.tsx";
import { type CalledBy, listenForOperator } from "./listen-for-operator.ts";
import type { OverlayProps } from "./overlay.tsx";

interface Called {
  Overlay: ComponentType<OverlayProps>;
  by: CalledBy;
}

/** Brings the operator's overlay when somebody calls for it, and nothing of it before. The wall goes on beneath. */
export function OverlayDoor() {
  const [called, setCalled] = useState<Called>();
  const unlockKey = useStore("wall", (store) => store.wall()?.unlockKey);
  useEffect(
    () => listenForOperator(unlockKey, (by) => setCalled((present) => present ?? { Overlay: lazy(loadOverlay), by })),
    [unlockKey],
  );
  if (!called) return null;
  const close = () => setCalled(undefined);
  return (
    <PartBoundary onFailure={close}>
      <Suspense>
        <called.Overlay by={called.by} onClose={close} />
      </Suspense>
    </PartBoundary>
  );
}

async function loadOverlay() {
  const { Overlay } = await import("./overlay.tsx");
  return { default: Overlay };
}
