import type { Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { provisionAccount } from "../../../server/accounts/accounts.ts";
import type { Bridge } from "../../../server/protocol/bridge.ts";
import { password } from "../../resources/running-wall.ts";
import { findInaccessible } from "../find-inaccessible.ts";
import { closeBrowser, fillPad, type OperatorBench, openBench, unlock } from "./operator-bench.ts";

vi.setConfig({ testTimeout: 60_000 });

const config = `
title: Sections
sources:
  edge:
    type: checks
    every: 1s
    timeout: 500ms
    targets: [ { name: mail, tcp: "127.0.0.1:1" }, { name: web, tcp: "127.0.0.1:1" }, { name: dns, tcp: "127.0.0.1:1", severity: warning } ]
  pc: { type: host, every: 1s }
pages:
  - { title: Overview, panels: [ { type: status, source: edge } ] }
  - { title: Machine, panels: [ { type: stat, source: pc, query: memory } ] }
sound: { self_test: false }
`;

let bench: OperatorBench;
let page: Page;
beforeAll(async () => {
  bench = await openBench({ config, init: actAsKiosk });
  await provisionAccount(`${bench.wall.folder}/accounts.json`, { user: "grace", role: "admin", password });
  page = await bench.openWall();
}, 60_000);
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await closeBrowser();
});
beforeEach(async () => {
  if ((await page.locator(".sheet").count()) === 0) await unlock(page, "grace");
});

/** The kiosk's side of the bridge, which notes what it is asked. */
function actAsKiosk(): void {
  const asked: string[] = [];
  const note = (what: string) => {
    asked.push(what);
    document.documentElement.dataset["asked"] = asked.join(" ");
    return Promise.resolve({ ok: true as const, value: undefined });
  };
  const bridge: Bridge = {
    onUnlock: () => () => undefined,
    identifyDisplays: () => note("identify"),
    leave: ({ kind }) => note(kind),
    kioskInfo: async () => ({
      ok: true,
      value: {
        versions: { nocturne: "1.2.3", electron: "45.0.0", chromium: "140", node: "24" },
        platform: "linux x64",
        recovery: { reload: 2 },
      },
    }),
  };
  Object.assign(window, { nocturne: bridge });
}

const open = (section: string) => page.getByRole("button", { name: section, exact: true }).click();
const asked = () => page.locator("html").getAttribute("data-asked");
const item = (id: string) => page.locator(`[data-alarm-item="${id}"]`);

describe("the sections", () => {
  it("[OA6] several alarms are chosen, acknowledged with a note, and taken back, with the history to read", async () => {
    await open("Alarms");
    await page.getByLabel("Choose mail").check();
    await page.getByLabel("Choose web").check();
    await page.getByText("2 alarms chosen").waitFor();
    await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
    await page.getByRole("button", { name: "8 h" }).click();
    await page.getByLabel("Note, for whoever looks next").fill("ticket 4711");
    await page.keyboard.press("Enter");
    for (const id of ["edge/mail", "edge/web"])
      await item(id).and(page.locator('[data-look="acknowledged"]')).waitFor();
    await page.locator('[data-state="warning"]').waitFor();
    await item("edge/mail").locator(".alarm-open").click();
    await page.getByText("acknowledged by grace: ticket 4711").waitFor();
    await page.getByRole("searchbox").fill("ticket MAIL");
    await page.getByText("1 of 3").waitFor();
    await page.getByLabel("Choose mail").check();
    await page.getByRole("button", { name: "Take acknowledgement back" }).click();
    await page.getByText("0 of 3").waitFor();
    await page.getByRole("searchbox").fill("");
    await page.getByText("acknowledgement taken back by grace").waitFor();
    await page.locator('[data-state="critical"]').waitFor();
    await page.getByLabel("Choose mail").check();
    expect(await findInaccessible(page)).toEqual([]);
    await page.getByRole("button", { name: "Shelve", exact: true }).click();
    await page.getByRole("button", { name: "Shelve", exact: true }).click();
    await item("edge/mail").and(page.locator('[data-look="shelved"]')).waitFor();
  });

  it("[OP5] pages are shown and held, the screen is dimmed, the sound muted, which the wall says", async () => {
    await open("Pages and sound");
    await page.getByRole("button", { name: "Machine", exact: true }).click();
    await page.locator('.page.shown[data-page="Machine"]').waitFor();
    await page.getByRole("button", { name: "Hold this page" }).click();
    await page.getByRole("button", { name: "Let them take turns" }).waitFor();
    await page.getByText(/^Locks itself in \d+:\d\d, if nobody uses it$/).waitFor();
    await page.getByRole("button", { name: "50 %" }).click();
    await page.getByRole("button", { name: "Mute for 15 min" }).click();
    await page.locator(".strip", { hasText: "SOUND MUTED until" }).waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Sound again" }).click();
    await page.locator(".strip", { hasText: "SOUND MUTED" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Which display is which?" }).click();
    await expect.poll(asked).toContain("identify");
    expect(await findInaccessible(page)).toEqual([]);
  });

  it("[OP6] from a desk a wall is shown another page, held, dimmed and muted, and says so", async () => {
    const desk = await bench.openDesk();
    await fillPad(desk, "ada", password);
    const press = (name: string) => desk.getByRole("button", { name, exact: true }).click();
    await press("Walls");
    await press("screen 1 at the server");
    await press("Overview");
    await page.locator('.page.shown[data-page="Overview"]').waitFor();
    await press("Hold the page");
    // The wall says so: the desk knows it from nobody else.
    await desk.getByRole("button", { name: "Let them take turns" }).waitFor();
    await press("Let them take turns");
    await desk.getByRole("button", { name: "Hold the page" }).waitFor();
    await press("30 %");
    await desk.getByRole("button", { name: "30 %", exact: true }).and(desk.locator('[aria-pressed="true"]')).waitFor();
    await press("1 h");
    await page.locator(".strip", { hasText: "SOUND MUTED until" }).waitFor({ state: "attached" });
    await press("Sound again");
    await page.locator(".strip", { hasText: "SOUND MUTED" }).waitFor({ state: "detached" });
    expect(await findInaccessible(desk)).toEqual([]);
    await press("Diagnostics");
    await desk.getByText("screen 1 at the server shows Overview").waitFor();
  });

  it("[OD5] diagnostics tell of sources, sessions, server and kiosk; a source is tested; a bundle is kept", async () => {
    await open("Diagnostics");
    await page.getByRole("button", { name: "Test now: edge" }).click();
    await page.getByText(/^Answers after .* wrong: .*mail: connection refused/).waitFor();
    await page.getByText("grace (this one)").waitFor();
    await page.getByText("Nocturne 1.2.3, Electron 45.0.0, Chromium 140").waitFor();
    await page.getByText("reload 2").waitFor();
    await page.getByRole("button", { name: "Keep it on the wall’s machine" }).click();
    await page.getByText(/^Kept on the wall’s machine as .*nocturne-support-/).waitFor();
    expect(await findInaccessible(page)).toEqual([]);
  });

  it("[OV6] leaving the kiosk is asked twice, for administrators, and only in the kiosk", async () => {
    await open("Leave");
    await page.getByRole("button", { name: "Restart the kiosk" }).click();
    await page.getByRole("button", { name: "No", exact: true }).click();
    await page.getByRole("button", { name: "Turn the machine off" }).click();
    expect((await asked()) ?? "").not.toContain("restart");
    await page.getByRole("button", { name: "Yes: turn the machine off" }).click();
    await expect.poll(asked).toContain("shutdown");
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await page.locator(".overlay").waitFor({ state: "detached" });
    await unlock(page, "ada");
    expect(await page.getByRole("button", { name: "Leave", exact: true }).count()).toBe(0);
  });

  it("[OV7] what is touched is at least 48 px high on 1080 lines, and no type is below 16 px", async () => {
    await open("Alarms");
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".overlay :is(button, input:not([type=checkbox]), .alarm-box)")]
        .map((one) => ({ name: one.textContent || one.className, height: one.getBoundingClientRect().height }))
        .filter(({ height }) => height < 48),
    );
    expect(small).toEqual([]);
    const least = await page.evaluate(() =>
      Math.min(
        ...[...document.querySelectorAll(".overlay *")].map((one) => Number.parseFloat(getComputedStyle(one).fontSize)),
      ),
    );
    expect(least).toBeGreaterThanOrEqual(16);
  });

  it("[OV4] the desk is worked by the keyboard alone, and has no barriers", async () => {
    const desk = await bench.openDesk();
    await desk.locator('[data-pad="login"]').waitFor();
    expect(await findInaccessible(desk)).toEqual([]);
    await fillPad(desk, "ada", password);
    await desk.locator(".alarm-item").first().waitFor();
    const focused = () =>
      desk.evaluate(
        () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
      );
    const tabTo = async (name: string) => {
      for (let turn = 0; turn < 40 && (await focused()) !== name; turn += 1) await desk.keyboard.press("Tab");
      expect(await focused()).toBe(name);
    };
    await tabTo("Choose web");
    await desk.keyboard.press("Space");
    await tabTo("Acknowledge");
    await desk.keyboard.press("Enter");
    await desk.keyboard.type("by keys");
    await desk.keyboard.press("Enter");
    await desk.getByText("acked · ada").first().waitFor();
    expect(await findInaccessible(desk)).toEqual([]);
  });
});
