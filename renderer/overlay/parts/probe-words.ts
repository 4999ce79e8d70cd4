import type { ProbeAnswer } from "../../../server/protocol/diagnostics.ts";

/** What came of asking a source now. */
export function probeWords(probe: ProbeAnswer): string {
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
