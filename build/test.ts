// `npm test`: every check and test that this machine can run, and what it could not run and why.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isToolInstalled } from "./electronegativity/tool.ts";
import { findBrowser, findElectron } from "./machine.ts";
import { root } from "./root.ts";
import { readReport, type Tally } from "./test-reports.ts";

interface Part {
  name: string;
  command: string;
  args: string[];
  report?: { runner: "vitest" | "playwright"; file: string };
}

const reports = join(root, "out/test");
const vitestFile = join(reports, "vitest.json");
const playwrightFile = join(reports, "playwright.json");

const parts: Part[] = [
  { name: "format", command: "biome", args: ["ci", "."] },
  { name: "lint", command: "oxlint", args: ["--type-aware", "--deny-warnings"] },
  { name: "types", command: "tsc", args: ["-b"] },
  { name: "dead code", command: "knip", args: [] },
  ...(isToolInstalled()
    ? [{ name: "Electron's security checklist", command: "node", args: ["build/electronegativity/run.ts"] }]
    : []),
  {
    name: "unit and integration tests",
    command: "vitest",
    args: [
      "run",
      "-c",
      "build/vitest.config.ts",
      "--reporter=default",
      "--reporter=json",
      `--outputFile=${vitestFile}`,
    ],
    report: { runner: "vitest", file: vitestFile },
  },
  {
    name: "the wall in a browser",
    command: "playwright",
    args: ["test", "-c", "build/playwright.config.ts", "--reporter=list,json"],
    report: { runner: "playwright", file: playwrightFile },
  },
];

await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });
const outcomes: { name: string; tally: Tally; seconds: number }[] = [];
for (const part of parts) outcomes.push(await run(part));

console.log("\nWhat was run:");
for (const { name, tally, seconds } of outcomes) {
  const { passed, failed, skipped } = tally;
  const word = failed.length > 0 ? "FAILED" : "passed";
  console.log(
    `  ${word}  ${name}: ${passed} passed, ${failed.length} failed, ${skipped.length} skipped (${seconds.toFixed(0)} s)`,
  );
}
const failed = outcomes.flatMap(({ tally }) => tally.failed);
const unsteady = outcomes.flatMap(({ tally }) => tally.unsteady);
const skipped = outcomes.flatMap(({ tally }) => tally.skipped);
const missing = [
  ...(findElectron()
    ? []
    : ["the wall in Electron: no runtime here; NOCTURNE_ELECTRON=path or `npx install-electron`"]),
  ...(isToolInstalled() ? [] : ["Electron's security checklist: electronegativity could not be installed"]),
  ...(findBrowser() ? [] : ["whatever needs a browser: there is no Chromium; apt-get install chromium"]),
];
if (skipped.length + missing.length > 0) console.log("What was not run, and why:");
for (const line of [...missing, ...skipped]) console.log(`  skipped  ${line}`);
if (unsteady.length > 0) console.log("What passed with its second attempt only, and is to be mended:");
for (const title of unsteady) console.log(`  unsteady  ${title}`);
if (failed.length > 0) console.log("What failed:");
for (const title of failed) console.log(`  FAILED  ${title}`);

const passed = outcomes.reduce((total, { tally }) => total + tally.passed, 0);
process.exitCode = failed.length > 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length + missing.length} skipped`);

/** Runs one part with its output as it comes. A check counts as one test, and so does a runner that fails without a word. */
async function run({ name, command, args, report }: Part): Promise<(typeof outcomes)[number]> {
  console.log(`\n▶ ${name}`);
  const startedAt = performance.now();
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightFile };
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env });
  const code = await once(child, "exit").then(
    ([exit]) => Number(exit ?? 1),
    (failure: unknown) => {
      console.log(`${command} cannot be run: ${String(failure)}`);
      return 1;
    },
  );
  const told = report && (await readReport(report.runner, report.file));
  const counted = told ?? { passed: code === 0 ? 1 : 0, failed: [], unsteady: [], skipped: [] };
  const tally = code !== 0 && counted.failed.length === 0 ? { ...counted, failed: [name] } : counted;
  return { name, tally, seconds: (performance.now() - startedAt) / 1000 };
}
