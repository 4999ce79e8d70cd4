import type { ReactNode } from "react";
import type { ScreenPlan } from "../../server/protocol/wall.ts";
import type { LinkState } from "../link/link-state.ts";
import { useByHand, useStore } from "../link/use-store.ts";
import { lightAt } from "./night.ts";
import { useOrbit } from "./orbit.ts";
import { ScreenOff } from "./screen-off.tsx";
import { useOverall } from "./use-overall.ts";

/** What a server that says nothing of the screen means: no hour is dark. */
const always: ScreenPlan = { orbit: true };

interface ShadeProps {
  plan: ScreenPlan | undefined;
  link: LinkState;
  children: ReactNode;
}

/** Protects the screen that the wall is on: moves the picture a little, and dims it or puts it out at night. */
export function Shade({ plan = always, link, children }: ShadeProps) {
  const { tone } = useOverall();
  const byHand = useByHand();
  const { inset, translate } = useOrbit({ orbit: byHand.orbit ?? plan.orbit }, tone);
  const { now } = useStore("clock", (store) => store.clock());
  // Whoever works here sees what they do; what they set by hand is seen too.
  const isUnlocked = useStore("session", (store) => store.session()?.unlockedUntil !== undefined);
  const light = lightAt(isUnlocked ? always : plan, tone, now, byHand.level);
  if (light.kind === "off") return <ScreenOff words={light.words} />;
  return (
    <>
      <div className="wall" data-link={link.kind} data-light={light.kind} style={{ inset, translate }}>
        {children}
      </div>
      {light.kind === "dimmed" && <div className="veil" style={{ opacity: 1 - light.level }} />}
    </>
  );
}
