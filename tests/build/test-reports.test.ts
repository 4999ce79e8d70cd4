import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "../../build/root.ts";
import { readReport } from "../../build/test-reports.ts";

/** Inside the checkout, so that the runners are found from there. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(root, "out/reports-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function runNode(args: string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: "ignore", env: { ...process.env, ...env } });
  await once(child, "exit");
}

describe("the reports of the test runners", () => {
  it("[BD6] Vitest's is counted, with the titles of what failed, was skipped or needed two attempts, and a file that does not load has failed", async () => {
    const tests = `import { expect, it } from "vitest";
      it("right", () => expect(1).toBe(1)); it("wrong", () => expect(1).toBe(2)); it.skip("left out", () => {});
      let attempts = 0;
      it("unsteady", () => expect(++attempts).toBe(2));`;
    await writeFile(join(folder, "some.test.ts"), tests);
    await writeFile(join(folder, "broken.test.ts"), "throw new Error('does not load')");
    await writeFile(
      join(folder, "vitest.config.ts"),
      "export default { test: { include: ['**/*.test.ts'], retry: 1 } };",
    );
    const file = join(folder, "report.json");
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    await runNode([vitest, "run", "--root", folder, "--reporter=json", `--outputFile=${file}`]);
    expect(await readReport("vitest", file)).toEqual({
      passed: 2,
      failed: ["wrong", join(folder, "broken.test.ts")],
      unsteady: ["unsteady"],
      skipped: ["left out"],
    });
  });

  it("[BD6] Playwright's is counted too, with the reasons of what was skipped", async () => {
    const tests = `import { expect, test } from "playwright/test";
      test("right", () => expect(1).toBe(1)); test("wrong", () => expect(1).toBe(2));
      test("unsteady", ({}, { retry }) => expect(retry).toBe(1));
      test.describe("in a group", () => { test("left out", () => test.skip(true, "no such machine")); });`;
    await writeFile(join(folder, "some.spec.ts"), tests);
    await writeFile(
      join(folder, "playwright.config.ts"),
      'export default { outputDir: "output", retries: 1, projects: [{ name: "here" }] };',
    );
    const file = join(folder, "report.json");
    const playwright = join(root, "node_modules/playwright/cli.js");
    await runNode([playwright, "test", "-c", folder, "--reporter=json"], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
    expect(await readReport("playwright", file)).toEqual({
      passed: 2,
      failed: ["wrong (here)"],
      unsteady: ["unsteady (here)"],
      skipped: ["left out (here): no such machine"],
    });
  });

  it("[BD6] a report that is missing or not one is no report", async () => {
    expect(await readReport("vitest", join(folder, "none.json"))).toBeUndefined();
    await writeFile(join(folder, "odd.json"), '{"testResults":"many"}');
    expect(await readReport("vitest", join(folder, "odd.json"))).toBeUndefined();
  });
});
