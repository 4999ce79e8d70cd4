import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "playwright/test";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { password } from "../resources/running-wall.ts";
import { test, type WallFiles } from "./screen.ts";

let files: WallFiles;

// Nothing listens on port 1, so that there is something to take in hand.
const wallYaml = `
title: The operator's story
sessions: { unlock_idle: 10s }
sources:
  edge: { type: checks, every: 2s, timeout: 1s, targets: [ { name: mail, tcp: "127.0.0.1:1" } ] }
pages: [ { title: Overview, panels: [ { type: status, source: edge } ] } ]
`;

test.beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "nocturne-operator-"));
  files = { folder, config: join(folder, "wall.yaml"), accounts: join(folder, "accounts.json") };
  await provisionAccount(files.accounts, { user: "wall", role: "wall", password });
  await provisionAccount(files.accounts, { user: "ada", role: "operator", password });
  await writeFile(files.config, wallYaml);
});
test.afterEach(() => rm(files.folder, { recursive: true }));

test("[OV8] a critical alarm is taken in hand on the wall, which is quiet at once and locks itself", async ({
  showWall,
}) => {
  const { page } = await showWall(files);
  const state = page.locator("[data-state]");
  await expect(state).toHaveText(/1 CRITICAL/, { timeout: 15_000 });
  await page.keyboard.press("Control+Alt+u");
  await page.getByLabel("Name").fill("ada");
  await page.getByLabel("PIN or passphrase").fill(password);
  await page.keyboard.press("Enter");
  await page.getByLabel("Choose mail").check();
  await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await page.getByRole("button", { name: "On it" }).click();
  await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await expect(state).toHaveText(/1 ACKNOWLEDGED/);
  await expect(page.getByText(/^Locks itself soon, if nobody uses it/)).toBeVisible();
  await expect(page.locator(".overlay")).toHaveCount(0, { timeout: 20_000 });
  await expect(page.locator("input, button, dialog")).toHaveCount(0);
  await expect(state).toHaveText(/1 ACKNOWLEDGED/);
  await page.keyboard.press("Control+Alt+u");
  await expect(page.getByLabel("PIN or passphrase")).toHaveValue("");
});
