import type { State } from "../../server/protocol/frames.ts";
import { type Look, worstFirst } from "./look.ts";

export interface Selection {
  /** In the order of the source, so that a state keeps its place. */
  shown: State[];
  hidden: State[];
  /** Of those hidden. */
  worst: Look;
}

/** Takes the worst where not all fit, leaving one cell to say what is left out. */
export function selectStates(states: readonly State[], cells: number, lookOf: (state: State) => Look): Selection {
  if (states.length <= cells) return { shown: [...states], hidden: [], worst: "ok" };
  const ranked = states
    .map((state) => ({ state, look: lookOf(state) }))
    .toSorted((a, b) => worstFirst.indexOf(a.look) - worstFirst.indexOf(b.look));
  const kept = Math.max(0, cells - 1);
  const chosen = new Set(ranked.slice(0, kept).map(({ state }) => state));
  return {
    shown: states.filter((state) => chosen.has(state)),
    hidden: states.filter((state) => !chosen.has(state)),
    worst: ranked[kept]?.look ?? "ok",
  };
}
