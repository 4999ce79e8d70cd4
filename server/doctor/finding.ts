/** What a check saw. What is not well has a remedy: the next thing to do, in words. */
export type Finding =
  | { verdict: "pass" | "skip"; seen: string }
  | { verdict: "warn" | "fail"; seen: string; remedy: string };

export function pass(seen: string): Finding {
  return { verdict: "pass", seen };
}

/** It could not be looked at, and why; or there is nothing to look at. */
export function skip(seen: string): Finding {
  return { verdict: "skip", seen };
}

/** The wall holds, and something should be mended. */
export function warn(seen: string, remedy: string): Finding {
  return { verdict: "warn", seen, remedy };
}

/** The wall will not hold. */
export function fail(seen: string, remedy: string): Finding {
  return { verdict: "fail", seen, remedy };
}

const worstFirst = ["fail", "warn", "pass", "skip"] as const;

/** Several findings of one check as one: what is not well is told, and only where all is well, that it is. */
export function together(findings: readonly Finding[]): Finding {
  const ranked = findings.toSorted((a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict));
  const [worst = skip("there is nothing to look at")] = ranked;
  const problems = ranked.filter((one) => "remedy" in one);
  if (problems.length === 0) return { ...worst, seen: ranked.map(({ seen }) => seen).join("; ") };
  return {
    verdict: worst.verdict === "fail" ? "fail" : "warn",
    seen: problems.map(({ seen }) => seen).join("; "),
    remedy: [...new Set(problems.map(({ remedy }) => remedy))].join("; "),
  };
}

/** "a, b, c and 4 more" */
export function listed(items: readonly string[], most = 3): string {
  const more = items.length - most;
  return items.slice(0, most).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** "1 file", "3 files" */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
