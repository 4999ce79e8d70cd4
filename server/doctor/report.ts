import { styleText } from "node:util";
import { version } from "../version.ts";
import type { Result } from "./examine.ts";
import { count } from "./finding.ts";
import type { Site } from "./site.ts";

type Style = Parameters<typeof styleText>[0];
const styles: Record<Result["verdict"], Style> = {
  pass: "green",
  warn: "yellow",
  fail: ["bold", "red"],
  skip: "dim",
};

/** Which wall on which machine is examined, and as whom: most surprises are of the wrong user or the wrong file. */
export function headLine({ host, user, config }: Site): string {
  const wall = config.kind === "none" ? "without a configuration" : `with ${config.file}`;
  return `Nocturne ${version} on ${host}, as ${user.name}, ${wall}`;
}

/** Aligned, the remedy below what it is for. Coloured where `stream` is a terminal that wants it. */
export function resultLines(result: Result, { nameWidth, stream }: { nameWidth: number; stream: NodeJS.WriteStream }) {
  const { verdict, name, seen } = result;
  const line = `${styleText(styles[verdict], verdict, { stream })}  ${name.padEnd(nameWidth)}  ${seen}`;
  return "remedy" in result ? `${line}\n${" ".repeat(verdict.length + nameWidth + 4)}→ ${result.remedy}` : line;
}

/** "14 passed, 1 failed, 2 warnings, 3 skipped" */
export function summaryLine(results: readonly Result[]): string {
  const of = (verdict: Result["verdict"]) => results.filter((one) => one.verdict === verdict).length;
  return `${of("pass")} passed, ${of("fail")} failed, ${count(of("warn"), "warning")}, ${of("skip")} skipped`;
}
