import { useState } from "react";
import { type ProbeAnswer, probeAnswer, type SourceReport } from "../../../server/protocol/diagnostics.ts";
import { formatAge, formatClock } from "../../theme/format-time.ts";
import { Shape } from "../../theme/shape.tsx";
import { type Answer, askServer } from "../ask-server.ts";
import { Block } from "../parts/block.tsx";
import { Button } from "../parts/button.tsx";

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
    setResult(
      probeWords(await askServer(`/api/sources/${encodeURIComponent(id)}/test`, probeAnswer, { method: "POST" })),
    );
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

function probeWords(answer: Answer<ProbeAnswer>): string {
  if (!answer.ok) return `Not tested: ${answer.reason}`;
  const probe = answer.value;
  const after = `${(probe.afterMs / 1000).toFixed(1)} s`;
  switch (probe.outcome) {
    case "silent":
      return `No answer within ${after}`;
    case "failed":
      return `Cannot see, after ${after}: ${probe.reason}`;
    case "seen": {
      const { length } = probe.conditions;
      if (length === 0) return `Answers after ${after}, and nothing is wrong`;
      const first = probe.conditions.slice(0, 3).map(({ name, summary }) => `${name}: ${summary}`);
      return `Answers after ${after}, ${length} wrong: ${first.join(" · ")}${length > 3 ? " …" : ""}`;
    }
  }
}
