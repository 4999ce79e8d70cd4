import { useStore } from "../../link/use-store.ts";
import { formatAge } from "../../theme/format-time.ts";
import { TileWords } from "../../wall/tile-words.tsx";
import { useUnseen } from "../use-unseen.ts";

/** That there is no alarm, and how much that is worth: no list is empty for sure while a source cannot be seen. */
export function QuietWords({ source, withheld }: { source: string | undefined; withheld: boolean }) {
  const unseen = useUnseen(source);
  const proven = useStore("sources", (store) => {
    const real = (store.wall()?.sources ?? []).filter(({ id, simulated }) => (source ? id === source : !simulated));
    const seen = real.filter(({ id }) => store.sources().get(id)?.state.freshness === "live");
    return `${seen.length} of ${real.length}`;
  });
  const [first] = unseen;
  if (withheld && source !== undefined && first && first.seenAgoMs === undefined)
    return <TileWords word={`Cannot see ${source}`} detail="nothing has been seen yet" tone="blind" />;
  if (withheld) return <TileWords word="No alarm in what was seen" brief="none was seen" detail="" tone="blind" />;
  if (first) {
    const others = unseen.length > 1 ? ` and ${unseen.length - 1} more` : "";
    const since = first.seenAgoMs === undefined ? "not seen yet" : `not seen for ${formatAge(first.seenAgoMs)}`;
    return (
      <TileWords word="No alarm in what can be seen" brief="none in sight" detail={`${first.id}${others}: ${since}`} />
    );
  }
  if (proven.endsWith(" 0")) return <TileWords word="Nothing is watched" detail="no real source is configured" />;
  return <TileWords word="No active alarms" detail={source ? `${source} is seen` : `${proven} sources proven`} />;
}
