import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, expect, type Page, test } from "playwright/test";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { type SpawnedWall, spawnWall } from "../resources/spawned-wall.ts";

const password = "a wall's own password";
let folder: string;
let config: string;
let accounts: string;
let target: Server;
let port: number;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-e2e-"));
  config = join(folder, "wall.yaml");
  accounts = join(folder, "accounts.json");
  await provisionAccount(accounts, { user: "wall", role: "wall", password });
  target = await listen(0);
  port = (target.address() as AddressInfo).port;
  await writeFile(config, wallYaml());
});

test.afterEach(async () => {
  target.close();
  await rm(folder, { recursive: true });
});

const wallYaml = (title = "End to end") => `
title: ${title}
sources:
  edge:
    type: checks
    every: 2s
    timeout: 1s
    targets:
      - { name: mail, tcp: "127.0.0.1:${port}" }
      - { name: loop, tcp: "127.0.0.1:${port}" }
  pc: { type: host, every: 1s }
pages:
  - title: Overview
    panels:
      - { type: status, source: edge, title: Reachability, at: [0, 0, 6, 4] }
      - { type: stat, source: pc, query: memory, title: Memory, at: [6, 0, 3, 4] }
      - { type: series, source: pc, query: cpu, title: CPU, at: [0, 4, 6, 4] }
      - { type: events, source: edge, title: Changes, at: [6, 4, 3, 4] }
      - { type: text, text: Call the desk on 1234, title: Note, at: [9, 0, 3, 8] }
`;

function listen(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

function serve(extra: string[] = []): Promise<SpawnedWall> {
  return spawnWall(["--config", config, "--accounts", accounts, "--port", "0", ...extra]);
}

/** What the kiosk's main process does: the credential is sent from outside the page. */
async function signIn(context: BrowserContext, url: string): Promise<void> {
  const response = await context.request.post(`${url}/api/login`, {
    headers: { origin: url },
    data: { username: "wall", password },
  });
  expect(response.status()).toBe(204);
}

async function openWall(page: Page, url: string): Promise<void> {
  await signIn(page.context(), url);
  await page.goto(url);
  await expect(state(page)).toHaveText(/ALL CLEAR/);
}

const state = (page: Page) => page.locator("[data-state]");

test("[WL20] a target that goes down is critical on screen within its interval and a second, and recovers", async ({
  page,
}) => {
  await using server = await serve();
  await openWall(page, server.url);
  await expect(page.getByText("mail", { exact: true }).first()).toBeVisible();
  await new Promise((resolve) => target.close(resolve));
  await expect(state(page)).toHaveText(/2 CRITICAL/, { timeout: 3000 + 1000 });
  await expect(state(page)).toHaveAttribute("data-state", "critical");
  await expect(page.getByText(/refused/).first()).toBeVisible();
  target = await listen(port);
  await expect(state(page)).toHaveText(/ALL CLEAR/, { timeout: 4000 });
});

test("[WL21] a server that is killed leaves the dated picture on the wall, which resumes when it is back", async ({
  page,
}) => {
  const first = await serve();
  await openWall(page, first.url);
  await expect(page.getByText("Call the desk on 1234")).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await first.kill("SIGKILL");
  await expect(state(page)).toHaveText(/NO SIGNAL/, { timeout: 5000 });
  await expect(page.getByText("mail", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/^was /).first()).toBeVisible();
  await expect(page.getByText("Call the desk on 1234")).toBeVisible();

  await using second = await serve(["--port", new URL(first.url).port]);
  await expect(state(page)).toHaveText(/SIGNED OUT/, { timeout: 10_000 });
  await expect(page.locator("input, form, dialog")).toHaveCount(0);
  await signIn(page.context(), second.url);
  await expect(state(page)).toHaveText(/ALL CLEAR/, { timeout: 15_000 });
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("[WL22] a changed configuration shows within 2 s without a reload, and a broken one keeps the last good wall", async ({
  page,
}) => {
  await using server = await serve();
  await openWall(page, server.url);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await writeFile(config, wallYaml("Another title"));
  await expect(page.getByText("Another title")).toBeVisible({ timeout: 2000 });
  await writeFile(config, `${wallYaml("Broken")}pannels: []\n`);
  await expect(page.getByText(/Configuration not applied · wall\.yaml:\d+:1 · .*pannels/)).toBeVisible({
    timeout: 2000,
  });
  await expect(page.getByText("Another title")).toBeVisible();
  await expect(page.getByText("mail", { exact: true }).first()).toBeVisible();
  await writeFile(config, wallYaml("Mended"));
  await expect(page.getByText("Mended")).toBeVisible({ timeout: 2000 });
  await expect(page.getByText(/Configuration not applied/)).toHaveCount(0);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("[WL23] the wall has no form, cursor, scrollbar or console error, and talks to its own server only", async ({
  page,
}) => {
  await using server = await serve();
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => void (request.url().startsWith(server.url) || foreign.push(request.url())));
  page.on("console", (line) => void (line.type() === "error" && complaints.push(line.text())));
  page.on("pageerror", (failure) => complaints.push(String(failure)));
  await openWall(page, server.url);
  await page.waitForTimeout(2500);
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
  await expect(page.locator("input, form, dialog, button, a")).toHaveCount(0);
  expect(await page.evaluate(() => getComputedStyle(document.body).cursor)).toBe("none");
  const { scrolls, secrets } = await page.evaluate(() => ({
    scrolls: document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth,
    secrets: [document.cookie, JSON.stringify(localStorage), document.documentElement.outerHTML].join("\n"),
  }));
  expect(scrolls).toBe(false);
  expect(secrets).not.toContain(password);
  expect(secrets).not.toContain("nocturne.sid");
});

test("[WL24] what is drawn is reported: the server knows how long its frames take to the screen", async ({ page }) => {
  await using server = await serve();
  await openWall(page, server.url);
  await expect
    .poll(
      async () =>
        /nocturne_frame_drawn_seconds_count (\d+)/.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1],
    )
    .not.toBe("0");
});
