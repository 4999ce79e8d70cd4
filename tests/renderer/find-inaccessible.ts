import axe, { type AxeResults, type RunOptions } from "axe-core";
import type { Page } from "playwright";

const options: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "color-contrast-enhanced": { enabled: true } },
};

/** What axe finds against WCAG 2.2 up to AAA and its own best practice, told as "rule: element: what would be right". */
export async function findInaccessible(page: Page): Promise<string[]> {
  // Evaluated by the browser's tools, which no content security policy holds up.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = "" }) => `${id}: ${html}: ${failureSummary}`),
  );
}
