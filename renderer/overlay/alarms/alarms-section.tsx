import { useState } from "react";
import type { Alarm } from "../../../server/protocol/messages.ts";
import { useStore } from "../../link/use-store.ts";
import { listAlarms } from "../../panels/list-alarms.ts";
import { ActBar } from "./act-bar.tsx";
import { AlarmFilters } from "./alarm-filters.tsx";
import { AlarmItem } from "./alarm-item.tsx";
import { isWanted, noFilter } from "./filter-alarms.ts";
import "./alarms-section.css";

/** As many as anybody looks through; a filter finds the others. */
const mostShown = 200;

/** All alarms of this wall, and what can be done with one or many of them. */
export default function AlarmsSection() {
  const alarms = useStore("alarms", (store) => store.alarms());
  const sources = useStore("wall", (store) => store.wall()?.sources);
  const [filter, setFilter] = useState(noFilter);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<string>();
  const simulated = new Set(sources?.filter((source) => source.simulated).map(({ id }) => id));
  const all = listAlarms(alarms.values(), { source: undefined, severity: "unknown", simulated, groupBy: [] });
  const wanted = all.filter(({ alarm }) => isWanted(alarm, filter));
  const shown = wanted.slice(0, mostShown);
  // One that has cleared is no longer chosen; one that a filter hides is.
  const acted = all.map(({ alarm }) => alarm).filter(({ id }) => chosen.has(id));
  const areAllChosen = shown.length > 0 && shown.every(({ alarm }) => chosen.has(alarm.id));
  const choose = (which: readonly Alarm[], isChosen: boolean) => {
    const ids = new Set(which.map(({ id }) => id));
    const others = [...chosen].filter((id) => !ids.has(id));
    setChosen(new Set(isChosen ? [...others, ...ids] : others));
  };
  return (
    <div className="alarms-section">
      <h2 className="visually-hidden">Alarms</h2>
      <AlarmFilters filter={filter} sources={sourcesOf(all.map(({ alarm }) => alarm))} onChange={setFilter} />
      <label className="alarm-all">
        <input
          type="checkbox"
          checked={areAllChosen}
          onChange={() =>
            choose(
              shown.map(({ alarm }) => alarm),
              !areAllChosen,
            )
          }
        />
        <span>{countWords(wanted.length, all.length, shown.length)}</span>
      </label>
      <ul className="alarm-items">
        {shown.map((listed) => (
          <AlarmItem
            key={listed.alarm.id}
            {...listed}
            isChosen={chosen.has(listed.alarm.id)}
            isOpen={opened === listed.alarm.id}
            onChoose={(isChosen) => choose([listed.alarm], isChosen)}
            onOpen={() => setOpened(opened === listed.alarm.id ? undefined : listed.alarm.id)}
          />
        ))}
      </ul>
      <ActBar alarms={acted} onDone={() => setChosen(new Set())} />
    </div>
  );
}

function sourcesOf(alarms: readonly Alarm[]): string[] {
  return [...new Set(alarms.map(({ source }) => source))].toSorted();
}

function countWords(wanted: number, all: number, shown: number): string {
  if (all === 0) return "No alarm in what can be seen";
  const some = wanted === all ? `All ${all}` : `${wanted} of ${all}`;
  return shown < wanted ? `${some}, the first ${shown} shown` : some;
}
