import type { Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { password } from "../../resources/running-wall.ts";
import { findInaccessible } from "../find-inaccessible.ts";
import { closeBrowser, fillPad, type OperatorBench, openBench, unlock } from "./operator-bench.ts";

vi.setConfig({ testTimeout: 60_000 });

/** "21:05", so many hours from now. */
const timeIn = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);

const config = `
title: Overlay
display: { dim: { from: "${timeIn(-1)}", to: "${timeIn(2)}", time_zone: UTC, level: 0.4 } }
sessions: { unlock_idle: 2m, unlock_longest: 2m }
sources: { pc: { type: host, every: 1s } }
pages: [ { title: Overview, panels: [ { type: stat, source: pc, query: memory, at: [0, 0, 6, 4] } ] } ]
`;

let bench: OperatorBench;
let page: Page;
const loaded: string[] = [];
beforeAll(async () => {
  bench = await openBench({ config, hasTouch: true });
  page = await bench.openWall();
  page.on("response", (response) => loaded.push(new URL(response.url()).pathname));
}, 60_000);
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await closeBrowser();
});
beforeEach(async () => {
  await page.keyboard.press("Escape");
  await overlay().waitFor({ state: "detached" });
});

const overlay = () => page.locator(".overlay");
const pad = () => page.locator('[data-pad="unlock"]');
const press = async (x: number, y: number) => {
  await page.mouse.move(x, y);
  await page.mouse.down();
};

const guess = () => bench.wall.post("/api/login", { body: { username: "mallory", password: "guess-guess" } });

describe("the way in", () => {
  it("[OV1] is no part of the wall until a long press in a corner, or the keys; the wall goes on beneath", async () => {
    expect(await page.locator("input, button, [tabindex]").count()).toBe(0);
    await press(960, 540);
    await page.mouse.up();
    await press(4, 4);
    await pad().waitFor();
    await page.mouse.up();
    expect(loaded.some((path) => /\/overlay-.*\.js$/.test(path))).toBe(true);
    const pulse = () => page.locator("[data-pulse]").getAttribute("data-pulse");
    const before = await pulse();
    await expect.poll(pulse).not.toBe(before);
    expect(await page.locator("html").getAttribute("data-pointer")).toBe("shown");
    await page.keyboard.press("Escape");
    await overlay().waitFor({ state: "detached" });
    expect(await page.locator("html").getAttribute("data-pointer")).toBeNull();
    await page.keyboard.press("Control+Alt+u");
    await pad().waitFor();
  });

  it("[OV1] a finger that is lifted or moves away calls nobody", async () => {
    await press(4, 4);
    await page.mouse.move(200, 200);
    await page.waitForTimeout(1500);
    await page.mouse.up();
    expect(await overlay().count()).toBe(0);
  });

  it("[OV2] a wrong secret is refused in words and forgotten, a right one opens the sections, Lock closes them", async () => {
    await page.keyboard.press("Control+Alt+u");
    await fillPad(page, "ada", "not the secret");
    await page.getByText("The name or the PIN is wrong").waitFor();
    expect(await page.locator('input[name="secret"]').inputValue()).toBe("");
    expect(await findInaccessible(page)).toEqual([]);
    await page.locator('input[name="secret"]').fill(password);
    await page.keyboard.press("Enter");
    await page.getByText(/^Locks itself in [12]:\d\d, whatever is done$/).waitFor();
    await page.getByRole("button", { name: "Lock" }).click();
    await overlay().waitFor({ state: "detached" });
    expect(bench.wall.log).toContainEqual(expect.objectContaining({ audit: "lock", user: "ada" }));
    await unlock(page);
    await page.getByRole("button", { name: "Lock" }).click();
  });

  it("[OP8] a wall that is dimmed by plan is lit while it is unlocked, and dimmed again when it locks", async () => {
    const veil = page.locator(".veil");
    await veil.waitFor();
    await unlock(page);
    await veil.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Lock" }).click();
    await veil.waitFor();
  });

  it("[OV3] keys on the screen write what a keyboard would", async () => {
    await press(1900, 1070);
    await pad().waitFor();
    await page.mouse.up();
    const key = (name: string) => page.getByRole("button", { name, exact: true }).click();
    for (const name of ["capital letter", "A", "d", "a", "erase", "b"]) await key(name);
    expect(await page.getByLabel("Name").inputValue()).toBe("Adb");
    await page.locator('input[name="secret"]').click();
    for (const name of ["4", "7", "letters", "x", "space", "signs", "#"]) await key(name);
    expect(await page.locator('input[name="secret"]').inputValue()).toBe("47x #");
  });

  it("[OV9] in every other field too, digits for a number; a real key sends them away, a machine's own are kept away", async () => {
    const keys = page.getByRole("group", { name: "Keys on the screen" });
    const key = (name: string) => keys.getByRole("button", { name, exact: true }).tap();
    await press(4, 4);
    await pad().waitFor();
    await page.mouse.up();
    await page.getByLabel("Name").fill("grace");
    await page.locator('input[name="secret"]').fill(password);
    await page.getByRole("button", { name: "Unlock", exact: true }).tap();
    await page.locator(".sheet").waitFor();
    expect(await keys.count()).toBe(0);
    const search = page.getByLabel("Words");
    await search.tap();
    for (const name of ["w", "n", "erase"]) await key(name);
    expect(await search.getAttribute("inputmode")).toBe("none");
    await search.press("ArrowLeft");
    await keys.waitFor({ state: "detached" });
    await search.pressSequentially("l");
    expect(await search.inputValue()).toBe("lw");
    await page.getByRole("button", { name: "Configuration" }).tap();
    await page.locator(".panel-box-body").tap();
    await page.getByLabel("unit").tap();
    await page.waitForTimeout(300);
    // Who has just used a keyboard has one.
    expect(await keys.count()).toBe(0);
    await page.evaluate(() => {
      const now = performance.now.bind(performance);
      performance.now = () => now() + 40_000;
    });
    await page.getByLabel("warn").tap();
    for (const name of ["9", "0", ".", "5"]) await key(name);
    expect(await page.getByLabel("warn").inputValue()).toBe("90.5");
    await key("enter");
    await page.locator(".yaml-diff .new", { hasText: "warn: 90.5" }).waitFor();
    expect(await findInaccessible(page)).toEqual([]);
    await page.getByRole("button", { name: "Text", exact: true }).tap();
    await page.getByText("Writing here needs a keyboard.").waitFor();
    await page.getByRole("button", { name: "Lock" }).tap();
    await overlay().waitFor({ state: "detached" });
  });

  it("[OV2] after too many wrong ones the pad says how long to wait, and counts it down", async () => {
    while ((await guess()).status !== 429);
    await page.keyboard.press("Control+Alt+u");
    await fillPad(page, "mallory", "guess-guess");
    await page.getByText(/^Too many wrong attempts\. Try again in \d+ s\.$/).waitFor();
    expect(await page.getByRole("button", { name: "Unlock", exact: true }).getAttribute("aria-disabled")).toBe("true");
    await page.getByText(/^Too many wrong attempts/).waitFor({ state: "detached" });
  });

  it("[OV4] at /admin a plain browser signs in, works and signs out", async () => {
    const desk = await bench.openDesk();
    await desk.locator('[data-pad="login"]').waitFor();
    await fillPad(desk, "ada", password);
    await desk.locator(".sheet").waitFor();
    expect(await desk.getByRole("button", { name: "Pages and sound" }).count()).toBe(0);
    await desk.getByRole("button", { name: "Diagnostics" }).click();
    const download = desk.waitForEvent("download");
    await desk.getByRole("link", { name: "Download it" }).click();
    expect((await download).suggestedFilename()).toMatch(/^nocturne-support-.*\.json$/);
    await desk.getByRole("button", { name: "Sign out" }).click();
    await desk.locator('[data-pad="login"]').waitFor();
  });
});
