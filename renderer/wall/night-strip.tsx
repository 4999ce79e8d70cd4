import type { ScreenPlan } from "../../server/protocol/wall.ts";
import { useStore } from "../link/use-store.ts";
import { announcement } from "./night.ts";
import { Strip } from "./strip.tsx";

/** Announces that the screen will go off, as planned. */
export function NightStrip({ plan }: { plan: ScreenPlan }) {
  const { now } = useStore("clock", (store) => store.clock());
  const ahead = announcement(plan, now);
  return ahead && <Strip tone="quiet" shape="shelved" variants={ahead} />;
}
