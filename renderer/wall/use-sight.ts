import type { Panel, Source } from "../../server/protocol/wall.ts";
import type { Topic, WallStore } from "../link/store.ts";
import { useStore } from "../link/use-store.ts";
import { isFresh, judgeSight, type Sight } from "./sight.ts";

const topics: readonly Topic[] = ["link", "sources", "clock"];

/**
 * How far the panel's picture can be believed now. A tile whose picture is fresh is not drawn anew as time passes; one
 * that is not so is drawn anew with its next picture.
 */
export function useSight(panel: Panel, source: Source | undefined): Sight {
  return decode(useStore(topics, (store) => encode(sightOf(store, panel, source))));
}

function sightOf(store: WallStore, panel: Panel, source: Source | undefined): Sight {
  const { now, tick } = store.clock();
  const link = store.link();
  // What is of no source is as true as the wall itself.
  if (panel.source === undefined) {
    return "since" in link ? { kind: "withheld", ageMs: Math.max(0, now - (link.since ?? now)) } : { kind: "seen" };
  }
  const cadenceMs = source?.cadenceMs ?? 0;
  const seen = store.sources().get(panel.source);
  const everSeen = seen?.observedTick !== undefined;
  // What the wall itself knows of a source is as old as the source's last word.
  const tickSeen = store.picture(panel.id)?.observedTick ?? seen?.observedTick;
  return judgeSight({
    live: link.kind === "live",
    freshness: seen?.state.freshness,
    cadenceMs,
    ageMs: tickSeen === undefined ? undefined : Math.max(0, tick - tickSeen),
    faulty: store.fault(panel.id) !== undefined,
    fresh: isFresh({ everSeen, forMs: seen ? tick - seen.sinceTick : 0, cadenceMs }),
  });
}

/** Ages in whole seconds, as text, so that equal sights are equal. */
function encode(sight: Sight): string {
  return "ageMs" in sight ? `${sight.kind} ${Math.floor(sight.ageMs / 1000)}` : sight.kind;
}

function decode(code: string): Sight {
  const [kind, seconds] = code.split(" ");
  if (kind === "ageing" || kind === "withheld") return { kind, ageMs: Number(seconds) * 1000 };
  return { kind: kind === "awaited" ? "awaited" : "seen" };
}
