import { useStore } from "../link/use-store.ts";
import { type Overall, overall } from "./overall.ts";

/** How things stand, judged anew whenever the link, a source, an alarm or the second changes. */
export function useOverall(): Overall {
  const link = useStore("link", (store) => store.link());
  const wall = useStore("wall", (store) => store.wall());
  const seen = useStore("sources", (store) => store.sources());
  const alarms = useStore("alarms", (store) => store.alarms());
  const clock = useStore("clock", (store) => store.clock());
  const sources = (wall?.sources ?? []).map(({ id, simulated, cadenceMs }) => {
    const source = seen.get(id);
    const { observedTick } = source ?? {};
    return {
      id,
      simulated,
      cadenceMs,
      freshness: source?.state.freshness ?? "blind",
      forMs: source ? clock.tick - source.sinceTick : 0,
      seenAgoMs: observedTick === undefined ? undefined : Math.max(0, clock.tick - observedTick),
    };
  });
  return overall({ link, sources, alarms: [...alarms.values()], now: clock.now });
}
