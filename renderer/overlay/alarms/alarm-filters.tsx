import { Choice } from "../parts/choice.tsx";
import type { AlarmFilter } from "./filter-alarms.ts";

interface AlarmFiltersProps {
  filter: AlarmFilter;
  /** Those that have alarms. */
  sources: readonly string[];
  onChange(filter: AlarmFilter): void;
}

const severities = [
  { value: "any", label: "All" },
  { value: "critical", label: "Critical" },
  { value: "warning", label: "Warning" },
  { value: "unknown", label: "Unknown" },
] as const;
const workflows = [
  { value: "any", label: "All" },
  { value: "unacknowledged", label: "Open" },
  { value: "acknowledged", label: "Acknowledged" },
  { value: "shelved", label: "Shelved" },
] as const;

export function AlarmFilters({ filter, sources, onChange }: AlarmFiltersProps) {
  return (
    <div className="alarm-filters" role="search" aria-label="Filter the alarms">
      <Choice
        label="Severity"
        options={severities}
        chosen={filter.severity}
        onChoose={(severity) => onChange({ ...filter, severity })}
      />
      <Choice
        label="State"
        options={workflows}
        chosen={filter.workflow}
        onChoose={(workflow) => onChange({ ...filter, workflow })}
      />
      <div className="alarm-search">
        <label className="field">
          <span>Words</span>
          <input
            type="search"
            value={filter.text}
            placeholder="name, source, label, note …"
            onChange={(event) => onChange({ ...filter, text: event.target.value })}
          />
        </label>
        {sources.length > 1 && (
          <label className="field">
            <span>Source</span>
            <select value={filter.source} onChange={(event) => onChange({ ...filter, source: event.target.value })}>
              <option value="any">All sources</option>
              {sources.map((source) => (
                <option key={source} value={source}>
                  {source}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
    </div>
  );
}
