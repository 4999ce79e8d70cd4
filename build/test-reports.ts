import { readFile } from "node:fs/promises";
import { z } from "zod";

/** What a runner says of its tests. */
export interface Tally {
  passed: number;
  /** The titles of those that failed. */
  failed: string[];
  /** The titles of those that passed with their second attempt only. */
  unsteady: string[];
  /** The titles of those that were skipped. */
  skipped: string[];
}

const vitestReport = z
  .object({
    testResults: z.array(
      z.object({
        name: z.string(),
        status: z.string(),
        assertionResults: z.array(
          z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()) }),
        ),
      }),
    ),
  })
  .transform(({ testResults }): Tally => {
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    // A file that cannot even be loaded has failed without a test of its own.
    const broken = testResults.filter(
      (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
    );
    const passed = tests.filter(({ status }) => status === "passed");
    const titles = (some: typeof tests) => some.map(({ fullName }) => fullName);
    return {
      passed: passed.length,
      failed: [...titles(tests.filter(({ status }) => status === "failed")), ...broken.map(({ name }) => name)],
      unsteady: titles(passed.filter(({ failureMessages }) => failureMessages.length > 0)),
      skipped: titles(tests.filter(({ status }) => !["passed", "failed"].includes(status))),
    };
  });

const playwrightTest = z.object({
  projectName: z.string(),
  status: z.string(),
  annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
});
type PlaywrightTest = z.infer<typeof playwrightTest>;

interface Suite {
  specs: { title: string; tests: PlaywrightTest[] }[];
  suites?: Suite[] | undefined;
}

const suite: z.ZodType<Suite> = z.object({
  specs: z.array(z.object({ title: z.string(), tests: z.array(playwrightTest) })),
  get suites() {
    return z.array(suite).optional();
  },
});

const playwrightReport = z
  .object({ suites: z.array(suite), errors: z.array(z.unknown()) })
  .transform(({ suites, errors }): Tally => {
    const tests = suites.flatMap(testsOf);
    const withStatus = (...wanted: string[]) => tests.filter(({ status }) => wanted.includes(status));
    const titles = (status: string) => withStatus(status).map(({ title, projectName }) => `${title} (${projectName})`);
    return {
      passed: withStatus("expected", "flaky").length,
      failed: [...titles("unexpected"), ...errors.map((error) => JSON.stringify(error))],
      unsteady: titles("flaky"),
      skipped: withStatus("skipped").map(({ title, projectName, annotations }) => {
        const why = annotations.find(({ type }) => type === "skip")?.description ?? "it does not say why";
        return `${title} (${projectName}): ${why}`;
      }),
    };
  });

function testsOf({ specs, suites = [] }: Suite): (PlaywrightTest & { title: string })[] {
  const own = specs.flatMap(({ title, tests }) => tests.map((test) => ({ title, ...test })));
  return [...own, ...suites.flatMap(testsOf)];
}

const reports = { vitest: vitestReport, playwright: playwrightReport };

/** Reads a runner's JSON report; undefined where it left none that can be read. */
export async function readReport(runner: keyof typeof reports, file: string): Promise<Tally | undefined> {
  try {
    return reports[runner].parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return undefined;
  }
}
