import type { Page } from "playwright";
import { afterAll, describe, expect, it, vi } from "vitest";
import { password } from "../../resources/running-wall.ts";
import { closeBrowser, fillPad, openBench, unlock } from "./operator-bench.ts";

vi.setConfig({ testTimeout: 60_000 });
afterAll(closeBrowser);

const config = `
title: Overlay
sources: { pc: { type: host, every: 1s } }
pages: [ { title: Overview, panels: [ { type: stat, source: pc, query: memory, at: [0, 0, 6, 4] } ] } ]
`;

const overlay = (page: Page) => page.locator(".overlay");

describe("the operator's overlay", () => {
  it("[OV1] is no part of the wall until somebody calls for it, by keys or a long press in a corner", async () => {
    await using bench = await openBench({ config });
    const page = await bench.openWall();
    const scripts: string[] = [];
    page.on("response", (response) => scripts.push(new URL(response.url()).pathname));
    expect(await overlay(page).count()).toBe(0);
    await page.mouse.move(4, 4);
    await page.mouse.down();
    await page.locator('[data-pad="unlock"]').waitFor();
    await page.mouse.up();
    expect(scripts.filter((path) => path.includes("/overlay-")).length).toBeGreaterThan(0);
    expect(await page.locator("[data-state]").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
    expect(await page.locator("html").getAttribute("data-pointer")).toBeNull();
    await page.keyboard.press("Control+Alt+u");
    await page.locator('[data-pad="unlock"]').waitFor();
  });

  it("[OV2] a wrong secret is refused in words, a right one opens the sections, Lock closes them", async () => {
    await using bench = await openBench({ config });
    const page = await bench.openWall();
    await page.keyboard.press("Control+Alt+u");
    await fillPad(page, "ada", "not the secret");
    await page.getByText("The name or the PIN is wrong").waitFor();
    expect(await page.locator('input[name="secret"]').inputValue()).toBe("");
    await page.locator('input[name="secret"]').fill(password);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Alarms" }).waitFor();
    await page.getByText(/^Locks itself in [12]:\d\d$/).waitFor();
    await page.getByRole("button", { name: "Lock" }).click();
    await overlay(page).waitFor({ state: "detached" });
    expect(bench.wall.log).toContainEqual(expect.objectContaining({ audit: "lock", user: "ada" }));
    await unlock(page);
  });

  it("[OV3] fingers alone unlock it: a long press, and keys on the screen", async () => {
    await using bench = await openBench({ config });
    const page = await bench.openWall();
    await page.mouse.move(1900, 1070);
    await page.mouse.down();
    const key = (name: string) => page.locator(".key", { hasText: new RegExp(`^${name}$`) }).click();
    await page.locator('[data-pad="unlock"]').waitFor();
    await page.mouse.up();
    for (const letter of "ada") await key(letter);
    expect(await page.getByLabel("Name").inputValue()).toBe("ada");
    await page.locator('input[name="secret"]').click();
    await page.getByRole("button", { name: "letters" }).click();
    for (const letter of "a-pin 7") await key(letter === " " ? "space" : letter);
    expect(await page.locator('input[name="secret"]').inputValue()).toBe("a-pin 7");
  });

  it("[OV4] at /admin a plain browser signs in, works and signs out", async () => {
    await using bench = await openBench({ config });
    const page = await bench.openDesk();
    await page.locator('[data-pad="login"]').waitFor();
    await fillPad(page, "ada", password);
    await page.locator(".sheet").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.locator('[data-pad="login"]').waitFor();
  });
});
