import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { password } from "../../resources/running-wall.ts";
import { findInaccessible } from "../find-inaccessible.ts";
import { closeBrowser, fillPad, type OperatorBench, openBench } from "../overlay/operator-bench.ts";

vi.setConfig({ testTimeout: 60_000 });

const config =
  "title: Example NOC\nsources: { pc: { type: host } }\npages: [ { panels: [ { type: text, source: pc } ] } ]\n";
const shownCode = /[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}/;

describe("a browser that nobody has signed in", () => {
  let bench: OperatorBench;
  let wall: Page;
  let desk: Page;
  beforeAll(async () => {
    bench = await openBench({ config });
    [wall, desk] = await Promise.all([bench.openAt("/"), bench.openDesk()]);
    await fillPad(desk, "grace", password);
    await desk.getByRole("button", { name: "Accounts", exact: true }).click();
  }, 60_000);
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
    await closeBrowser();
  });

  const words = () => wall.locator(".big-words").innerText();
  const codeOnWall = async () => {
    await vi.waitFor(async () => expect(await words()).toMatch(shownCode), { timeout: 15_000 });
    return shownCode.exec(await words())?.[0] ?? "";
  };
  const enter = async (code: string) => {
    await desk.getByLabel("Code on the wall").fill(code);
    await desk.getByRole("button", { name: "Look" }).click();
  };
  const isShown = () => wall.locator('[data-state="clear"], .tile').first().waitFor({ timeout: 15_000 });

  it("[EN13] shows its code in words for the room, where to enter it, and no form", async () => {
    expect(await codeOnWall()).toMatch(shownCode);
    expect(await words()).toContain(`${new URL(bench.wall.url).host}/admin`);
    expect(await wall.locator("form, input, button, dialog, a").count()).toBe(0);
    expect(await wall.content()).not.toContain("Example NOC");
  });

  it("[EN14] is let in from the administrator's page, which shows first what asks, and by the keyboard alone", async () => {
    await enter("BBBB-BBBB");
    await desk.getByText("no wall shows this code now").waitFor();
    const code = await codeOnWall();
    await desk.getByLabel("Code on the wall").fill(code.toLowerCase().replace("-", " "));
    await desk.keyboard.press("Enter");
    await desk.getByText("Name for this wall").waitFor();
    expect(await desk.locator(".enrol-wall").innerText()).toMatch(/127\.0\.0\.1[^]*Chrome \d+ on Linux/);
    expect(await findInaccessible(desk)).toEqual([]);
    await desk.keyboard.type("lobby");
    await desk.keyboard.press("Enter");
    await isShown();
    await desk.getByText("lobby shows the wall in a few seconds").waitFor();
    await desk.getByLabel("Role of lobby").waitFor();
  });

  it("[EN13] signs itself in again by its key, which its page never sees", async () => {
    expect(
      await wall.evaluate(() => [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join()),
    ).not.toMatch(/lobby|nocturne\.(wall|claim|sid)/);
    await wall.evaluate(() => fetch("/api/logout", { method: "POST" }));
    await vi.waitFor(
      () => expect(bench.wall.log).toContainEqual(expect.objectContaining({ audit: "login", with: "key" })),
      { timeout: 15_000 },
    );
    await vi.waitFor(async () => expect(await wall.locator(".big-words").count()).toBe(0), { timeout: 15_000 });
    expect(bench.wall.log.filter(({ audit }) => audit === "enrolment-asked")).toHaveLength(1);
  });

  it("[EN13] keeps its last picture when its account is disabled, and shows a code below it", async () => {
    await desk.getByRole("button", { name: "Disable lobby" }).click();
    await codeOnWall();
    expect(await wall.locator(".tile").count()).toBe(1);
    expect(await words()).toContain("The wall is signed out");
  });
});
