import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { closeBrowser, fillPad, openBench } from "../renderer/overlay/operator-bench.ts";
import { password } from "../resources/running-wall.ts";

/** The editor and the accounts in each of their states, as PNGs of two sizes: `node tests/look/editor.ts`. */
const folder = fileURLToPath(new URL("../../out/look/", import.meta.url));
const config = await readFile(new URL("../../server/config/demo.yaml", import.meta.url), "utf8");
await mkdir(folder, { recursive: true });

for (const viewport of [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
]) {
  await using bench = await openBench({ config, viewport });
  const page = await bench.openDesk();
  const shoot = (name: string) =>
    page.screenshot({ path: `${folder}${name}-${viewport.width}x${viewport.height}.png` });
  await fillPad(page, "grace", password);
  await open(page, "Configuration");
  await page.locator(".panel-box").first().waitFor();
  await page.waitForTimeout(3000);
  await page.locator(".panel-box-body").first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.locator(".yaml-diff").waitFor();
  await shoot("editor-pages");
  await open(page, "Save …");
  await shoot("editor-save");
  await open(page, "Not yet");
  await open(page, "Sources");
  await open(page, "checks");
  const fresh = page.getByRole("region", { name: "Add a source" });
  await fresh.getByRole("button", { name: "Add to targets" }).click();
  await fresh.getByLabel("name", { exact: true }).first().fill("mail");
  await fresh.getByLabel("tcp", { exact: true }).fill("127.0.0.1:1");
  await shoot("editor-sources-add");
  await open(page, "Add checks");
  await page.getByRole("button", { name: /^Change mail/ }).click();
  await open(page, "Test now");
  await page.getByText(/^Answers after/).waitFor();
  await shoot("editor-sources");
  await open(page, "Step back");
  await open(page, "Before and after");
  await page.waitForTimeout(1000);
  await shoot("editor-compare");
  await open(page, "Text");
  const text = page.locator(".cm-content");
  await text.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("      - { type: series, source: pc, q");
  await page.locator(".cm-tooltip-autocomplete").waitFor();
  await page.waitForTimeout(1000);
  await shoot("editor-text");
  await page.keyboard.press("Escape");
  await open(page, "Discard");
  await open(page, "Name and logo");
  await page
    .locator('input[type="file"]')
    .setInputFiles(fileURLToPath(new URL("../../build/icon.svg", import.meta.url)));
  await page.getByText("Make it the logo").waitFor();
  await page.waitForTimeout(500);
  await shoot("editor-name");
  await open(page, "Saved texts");
  await shoot("editor-saves");
  await open(page, "Accounts");
  await page.getByRole("button", { name: "New PIN or passphrase for wall" }).click();
  await shoot("accounts");
}
await closeBrowser();
console.log(`written to ${folder}`);

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}
