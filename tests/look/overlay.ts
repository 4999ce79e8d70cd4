import { createServer } from "node:net";
import type { Browser, Page } from "playwright";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { version } from "../../server/version.ts";
import { password, startWall } from "../resources/running-wall.ts";
import { packagedMachine } from "../resources/site.ts";

const assets = new URL("../../out/renderer", import.meta.url).pathname;

interface Shooting {
  sizes: { width: number; height: number }[];
  folder: string;
}

/** The operator's overlay over a real wall on which something is wrong, a picture of each of its states. */
export async function shootOverlay(browser: Browser, { sizes, folder }: Shooting): Promise<void> {
  const steady = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => steady.listen(0, "127.0.0.1", resolve));
  const address = steady.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await using machine = await packagedMachine();
  const why = "its picture was not proven within a minute";
  const last = { from: version, to: "1.4.0", at: Date.now() - 5 * 3_600_000, ended: "rolled-back", why };
  await machine.file("var/lib/nocturne-update/update.json", JSON.stringify({ state: "settled", last }));
  const updates = { platform: "linux", root: machine.folder } as const;
  await using wall = await startWall({ config: troubled(port), assets, machine: { updates } });
  await provisionAccount(`${wall.folder}/accounts.json`, { user: "grace", role: "admin", password });
  for (const viewport of sizes) {
    const page = await browser.newPage({ viewport });
    const shoot = (name: string) => page.screenshot({ path: `${folder}overlay-${name}-${viewport.height}.png` });
    await page.goto(wall.server.signInLink());
    await page.locator('[data-state="critical"]').waitFor();
    await page.keyboard.press("Control+Alt+u");
    await page.locator(".pad").waitFor();
    await shoot("pad");
    await page.getByRole("button", { name: "Keys on screen" }).click();
    await page.getByLabel("Name").fill("grace");
    await shoot("pad-letters");
    await page.locator('input[name="secret"]').fill("1234");
    await shoot("pad-digits");
    await page.locator('input[name="secret"]').fill(password);
    await page.keyboard.press("Enter");
    await shootSections(page, shoot);
    await page.getByRole("button", { name: "Lock" }).click();
    await page.close();
  }
  await shootTouched(browser, wall.server.signInLink(), { sizes, folder });
  const desk = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await desk.goto(`${wall.url}/admin`);
  await desk.locator(".pad").waitFor();
  await desk.screenshot({ path: `${folder}overlay-desk-login.png` });
  await desk.getByLabel("Name").fill("ada");
  await desk.locator('input[name="secret"]').fill(password);
  await desk.keyboard.press("Enter");
  await desk.locator(".alarm-item").first().waitFor();
  await desk.screenshot({ path: `${folder}overlay-desk-alarms.png` });
  await shootWalls(desk, wall.server.signInLink(), { sizes, folder });
  await desk.close();
  steady.close();
}

/** The keys on the screen of a wall that has no others. */
async function shootTouched(browser: Browser, link: string, { sizes, folder }: Shooting): Promise<void> {
  const [first = { width: 1920, height: 1080 }] = sizes;
  const page = await browser.newPage({ viewport: first, hasTouch: true });
  await page.goto(link);
  await page.locator('[data-state="critical"]').waitFor();
  await page.mouse.move(4, 4);
  await page.mouse.down();
  await page.locator(".pad").waitFor();
  await page.mouse.up();
  await page.getByLabel("Name").fill("grace");
  await page.locator('input[name="secret"]').fill(password);
  await page.getByRole("button", { name: "Unlock", exact: true }).tap();
  await page.locator(".alarm-box input").nth(1).tap();
  await page.getByRole("button", { name: "Acknowledge", exact: true }).tap();
  for (const viewport of sizes) {
    await page.setViewportSize(viewport);
    await page.getByRole("group", { name: "Keys on the screen" }).waitFor();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}overlay-keys-${viewport.height}.png` });
  }
  await page.close();
}

/** Walls as a desk steers them. */
async function shootWalls(desk: Page, link: string, { sizes, folder }: Shooting): Promise<void> {
  const wall = await desk.context().browser()?.newPage();
  await wall?.goto(link);
  await wall?.locator("[data-state]").waitFor();
  await desk.getByRole("button", { name: "Walls", exact: true }).click();
  await desk.getByRole("button", { name: "Hold the page" }).waitFor();
  for (const viewport of sizes) {
    await desk.setViewportSize(viewport);
    await desk.waitForTimeout(500);
    await desk.screenshot({ path: `${folder}overlay-desk-walls-${viewport.height}.png` });
  }
  await wall?.close();
}

async function shootSections(page: Page, shoot: (name: string) => Promise<unknown>): Promise<void> {
  await page.locator(".alarm-item").first().waitFor();
  await page.waitForTimeout(500);
  await shoot("alarms");
  await page.locator(".alarm-open").first().click();
  await page.locator(".alarm-history li").first().waitFor();
  await page.locator(".alarm-box input").nth(1).click();
  await page.locator(".alarm-box input").nth(2).click();
  await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await shoot("alarms-act");
  const titles = await page.locator(".tab").allTextContents();
  for (const title of titles.slice(1)) {
    await page.getByRole("button", { name: title, exact: true }).click();
    await page.waitForTimeout(1500);
    await shoot(title.toLowerCase().replaceAll(/\W+/g, "-"));
    const block = page.getByRole("region", { name: "Updates" });
    if ((await block.count()) === 0) continue;
    await block.scrollIntoViewIfNeeded();
    await shoot("updates");
  }
}

const troubled = (port: number) => `
title: Example NOC
time_zones: [UTC, America/Los_Angeles]
updates: { window: { at: "00:00", for: 24h, time_zone: America/Los_Angeles } }
sources:
  edge:
    type: checks
    every: 3s
    timeout: 1s
    targets:
      - { name: core-router, ping: 127.0.0.1 }
      - { name: mail, tcp: "127.0.0.1:${port}" }
      - { name: portal, http: "http://127.0.0.1:9/health" }
      - { name: resolver, dns: { server: 127.0.0.1, name: example.org, type: A }, severity: warning }
      - { name: vpn-gateway, tcp: "127.0.0.1:9" }
      - { name: backup-site-b, tcp: "127.0.0.1:7", severity: warning }
  metrics: { type: prometheus, url: "http://127.0.0.1:9" }
  pc: { type: host, every: 1s }
pages:
  - title: Overview
    panels:
      - { type: status, source: edge, title: Reachability, at: [0, 0, 6, 5] }
      - { type: alarms, at: [6, 0, 6, 5] }
      - { type: stat, source: pc, query: memory, title: Memory, last: 1m, at: [0, 5, 3, 3] }
      - { type: series, source: pc, query: cpu, title: CPU, last: 1m, min: 0, max: 100, at: [3, 5, 5, 3] }
      - { type: events, source: edge, title: Changes, at: [8, 5, 4, 3] }
  - title: Traffic
    panels: [ { type: series, source: pc, query: network, title: Network, last: 1m } ]
  - title: This machine
    panels: [ { type: text, source: pc } ]
`;
