import { useState } from "react";
import { probeAnswer, type SourceReport } from "../../../server/protocol/diagnostics.ts";
import { formatAge, formatClock } from "../../theme/format-time.ts";
import { Shape } from "../../theme/shape.tsx";
import { askServer } from "../ask-server.ts";
import { Block } from "../parts/block.tsx";
import { Button } from "../parts/button.tsx";
import { probeWords } from "../parts/probe-words.ts";

/** `at`: when the reports were made, the server's clock. */
export function Sources({ reports, at }: { reports: readonly SourceReport[]; at: number }) {
  return (
    <Block title="Sources">
      {reports.length === 0 && <p className="dim">This wall watches nothing.</p>}
      <ul className="facts-list">
        {reports.map((report) => (
          <SourceItem key={report.id} report={report} at={at} />
        ))}
      </ul>
    </Block>
  );
}

function SourceItem({ report, at }: { report: SourceReport; at: number }) {
  const [result, setResult] = useState<string>();
  const { id, type, cadenceMs, state, lastFailure } = report;
  const seen = state.observedAt === undefined ? "never heard" : `heard ${formatAge(at - state.observedAt)} ago`;
  const failed =
    lastFailure && state.freshness !== "blind"
      ? `last trouble ${formatClock(lastFailure.at)}: ${lastFailure.reason}`
      : state.detail;
  const test = async () => {
    setResult("Asking …");
    const answer = await askServer(`/api/sources/${encodeURIComponent(id)}/test`, probeAnswer, { method: "POST" });
    setResult(answer.ok ? probeWords(answer.value) : `Not tested: ${answer.reason}`);
  };
  return (
    <li className={`fact-item ${state.freshness}`} data-source={id}>
      <span className="fact-shape">
        <Shape name={state.freshness === "live" ? "ok" : state.freshness === "blind" ? "blind" : "warning"} />
      </span>
      <div className="fact-words">
        <strong>{id}</strong>
        <span className="dim">{`${type} · ${state.freshness} · every ${formatAge(cadenceMs)} · ${seen}`}</span>
        {failed !== "" && <span className="dim">{failed}</span>}
        <span role="status">{result}</span>
      </div>
      <Button says={`Test now: ${id}`} onPress={() => void test()}>
        Test now
      </Button>
    </li>
  );
}
