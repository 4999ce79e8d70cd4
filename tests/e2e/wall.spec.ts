import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "playwright/test";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { password } from "../resources/running-wall.ts";
import { spawnWall } from "../resources/spawned-wall.ts";
import { signIn, test, type WallFiles } from "./screen.ts";

let files: WallFiles;
let target: Server;
let port: number;

test.beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "nocturne-e2e-"));
  files = { folder, config: join(folder, "wall.yaml"), accounts: join(folder, "accounts.json") };
  await provisionAccount(files.accounts, { user: "wall", role: "wall", password });
  target = await listen(0);
  port = (target.address() as AddressInfo).port;
  await writeFile(files.config, wallYaml());
});

test.afterEach(async () => {
  target.close();
  await rm(files.folder, { recursive: true });
});

const intervalMs = 2000;

const wallYaml = (title = "End to end") => `
title: ${title}
sources:
  edge:
    type: checks
    every: ${intervalMs}ms
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

const state = (page: Page) => page.locator("[data-state]");
const cell = (page: Page, target: string) => page.locator(`[data-cell="${target}"]`);

/** A document that was marked and is still so was not reloaded. */
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { isMarked: true }));
const isMarked = (page: Page) => page.evaluate(() => "isMarked" in window);

test("[WL20] a target that goes down is critical on screen within its interval and a second, and recovers", async ({
  showWall,
}) => {
  const { page } = await showWall(files);
  await expect(state(page)).toHaveText(/ALL CLEAR/);
  await expect(cell(page, "mail")).toBeVisible();
  await new Promise((resolve) => target.close(resolve));
  await expect(state(page)).toHaveText(/2 CRITICAL/, { timeout: intervalMs + 1000 });
  await expect(state(page)).toHaveAttribute("data-state", "critical");
  await expect(page.getByText(/refused/).first()).toBeVisible();
  target = await listen(port);
  await expect(state(page)).toHaveText(/ALL CLEAR/, { timeout: intervalMs + 1000 });
});

test("[WL12] with two attempts a target that goes down is unconfirmed first, and critical with the second check", async ({
  showWall,
}) => {
  await writeFile(files.config, `${wallYaml()}alarms: { attempts: 2 }\n`);
  const { page } = await showWall(files);
  await expect(state(page)).toHaveText(/ALL CLEAR/);
  await new Promise((resolve) => target.close(resolve));
  await expect(state(page)).toHaveText(/UNCONFIRMED/, { timeout: intervalMs + 1000 });
  // The other of the two has its first failure within an interval, and its second within another.
  await expect(state(page)).toHaveText(/2 CRITICAL/, { timeout: 2 * intervalMs + 1000 });
});

test("[WL21] a server that is killed leaves the dated picture on the wall, which resumes when it is back", async ({
  page,
}) => {
  const args = ["--config", files.config, "--accounts", files.accounts, "--port"];
  const first = await spawnWall([...args, "0"]);
  await signIn(page, first);
  await page.goto(first.url);
  await expect(state(page)).toHaveText(/ALL CLEAR/);
  await mark(page);
  await first.kill("SIGKILL");
  await expect(state(page)).toHaveText(/NO SIGNAL/, { timeout: 5000 });
  await expect(cell(page, "mail")).toBeVisible();
  await expect(page.getByText(/^was /).first()).toBeVisible();
  await expect(page.getByText("Call the desk on 1234")).toBeVisible();

  await using second = await spawnWall([...args, new URL(first.url).port]);
  await expect(state(page)).toHaveText(/SIGNED OUT/, { timeout: 10_000 });
  await expect(cell(page, "mail")).toBeVisible();
  await expect(page.locator("input, form, dialog")).toHaveCount(0);
  await signIn(page, second);
  await expect(state(page)).toHaveText(/ALL CLEAR/, { timeout: 15_000 });
  expect(await isMarked(page)).toBe(true);
});

test("[WL22] a changed configuration shows within 2 s without a reload, and a broken one keeps the last good wall", async ({
  showWall,
}) => {
  const { page } = await showWall(files);
  await expect(state(page)).toHaveText(/ALL CLEAR/);
  await mark(page);
  await writeFile(files.config, wallYaml("Another title"));
  await expect(page.getByText("Another title")).toBeVisible({ timeout: 2000 });
  await writeFile(files.config, `${wallYaml("Broken")}pannels: []\n`);
  const words = page.getByText(/Configuration not applied · wall\.yaml:\d+:1 · .*pannels/);
  await expect(words).toBeVisible({ timeout: 2000 });
  await expect(page.getByText("Another title")).toBeVisible();
  await expect(cell(page, "mail")).toBeVisible();
  await writeFile(files.config, wallYaml("Mended"));
  await expect(page.getByText("Mended")).toBeVisible({ timeout: 2000 });
  await expect(words).toHaveCount(0);
  expect(await isMarked(page)).toBe(true);
});

test("[WL23] the wall has no form, cursor, scrollbar or console error, and talks to its own server only", async ({
  showWall,
}) => {
  const { page, url } = await showWall(files);
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => void (request.url().startsWith(url) || foreign.push(request.url())));
  page.on("console", (line) => void (line.type() === "error" && complaints.push(line.text())));
  page.on("pageerror", (failure) => complaints.push(String(failure)));
  await page.reload();
  await expect(state(page)).toHaveText(/ALL CLEAR/);
  await page.waitForTimeout(2500);
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
  await expect(page.locator("input, form, dialog, button, a")).toHaveCount(0);
  expect(await page.evaluate(() => getComputedStyle(document.body).cursor)).toBe("none");
  const { scrolls, readable } = await page.evaluate(() => ({
    scrolls: document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth,
    readable: [document.cookie, JSON.stringify(localStorage), document.documentElement.outerHTML].join("\n"),
  }));
  expect(scrolls).toBe(false);
  expect(readable).not.toContain(password);
  expect(readable).not.toContain("nocturne.sid");
});

const twoPages = () => `
title: Two pages
sources:
  edge: { type: checks, every: 2s, timeout: 1s, targets: [ { name: mail, tcp: "127.0.0.1:${port}" } ] }
  pc: { type: host, every: 1s }
pages:
  - title: Machine
    seconds: 600
    panels: [ { type: stat, source: pc, query: memory, at: [0, 0, 12, 8] } ]
  - title: Reach
    seconds: 600
    panels: [ { type: status, source: edge, at: [0, 0, 12, 8] } ]
`;

test("[WL28] (FIELD 13) a target that goes down calls up its page, with its newest frame, until it is back", async ({
  showWall,
}) => {
  await writeFile(files.config, twoPages());
  const { page } = await showWall(files);
  await expect(state(page)).toHaveText(/ALL CLEAR/);
  await expect(page.locator(".page.shown")).toHaveAttribute("data-page", "Machine");
  await new Promise((resolve) => target.close(resolve));
  await expect(page.locator(".page.shown")).toHaveAttribute("data-page", "Reach", { timeout: intervalMs + 4000 });
  await expect(page.getByText("HELD: mail")).toBeVisible();
  await expect(page.locator('.page.shown [data-cell="mail"]')).toHaveAttribute("data-look", "critical");
  target = await listen(port);
  await expect(page.getByText(/Reach · next page in \d+ s/)).toBeVisible({ timeout: intervalMs + 2000 });
});

test("[WL24] what is drawn is reported: the server knows how long its frames take to the screen", async ({
  showWall,
}) => {
  const { page, url } = await showWall(files);
  await expect(state(page)).toHaveText(/ALL CLEAR/);
  const drawn = async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return Number(/nocturne_frame_drawn_seconds_count (\d+)/.exec(metrics)?.[1]);
  };
  await expect.poll(drawn).toBeGreaterThan(0);
});

test("[WL25] a page of the wall can open no dialog, no other window and no print-out", async ({ showWall }) => {
  const { page } = await showWall(files);
  await expect(state(page)).toHaveText(/ALL CLEAR/);
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.type());
    void dialog.dismiss();
  });
  const opened = await page.evaluate(() => {
    alert("nobody is here to close this");
    print();
    return open("/") !== null;
  });
  expect(opened).toBe(false);
  expect(dialogs).toEqual([]);
  await expect(state(page)).toHaveText(/ALL CLEAR/);
});
