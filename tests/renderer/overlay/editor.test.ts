import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { password } from "../../resources/running-wall.ts";
import { findInaccessible } from "../find-inaccessible.ts";
import { closeBrowser, fillPad, type OperatorBench, openBench, unlock } from "./operator-bench.ts";

vi.setConfig({ testTimeout: 90_000 });
let bench: OperatorBench;
beforeAll(async () => {
  bench = await openBench({ config });
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await closeBrowser();
});
beforeEach(async () => {
  await writeFile(bench.wall.configFile, config);
});

const config = `# The wall of the NOC
title: Before # as on the door
sources:
  net: { type: simulated }
pages:
  - title: Overview
    panels:
      - { type: stat, source: net, query: traffic, title: Traffic, at: [0, 0, 6, 4] } # upper left
      # who to call
      - { type: text, title: Call, text: "1234", at: [6, 0, 6, 4] }
`;

const box = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name} ?: column`) });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const fileOf = () => readFile(bench.wall.configFile, "utf8");
const complaints: string[] = [];
afterEach(() => expect(complaints.splice(0)).toEqual([]));

async function openEditor(): Promise<Page> {
  const page = await bench.openDesk();
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) complaints.push(message.text());
  });
  await fillPad(page, "grace", password);
  await button(page, "Configuration").click();
  await box(page, "Traffic").waitFor();
  return page;
}

async function save(page: Page): Promise<void> {
  await button(page, "Save …").click();
  await button(page, "Save").click();
  await page.getByText("Saved. The wall shows it").waitFor();
}

describe("the page editor", () => {
  it("[PE1] a dragged panel is written back as four numbers, shown as a diff, and saved", async () => {
    const page = await openEditor();
    const handle = await box(page, "Traffic").boundingBox();
    const stage = await page.locator(".page-editor-grid").boundingBox();
    if (!handle || !stage) throw new Error("the page is not drawn");
    const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y + stage.height / 4);
    await page.mouse.move(x, y + stage.height / 2, { steps: 4 });
    await page.mouse.up();
    await page.locator(".yaml-diff .new", { hasText: "at: [0, 4, 6, 4] } # upper left" }).waitFor();
    expect(await fileOf()).toBe(config);
    await save(page);
    expect(await fileOf()).toBe(config.replace("[0, 0, 6, 4]", "[0, 4, 6, 4]"));
  });

  it("[PE2] a panel is moved and sized by keys alone, and taken places are refused in words", async () => {
    const page = await openEditor();
    await box(page, "Traffic").focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowUp"])
      await page.keyboard.press(key);
    await page.locator(".yaml-diff .new", { hasText: "at: [0, 4, 7, 3]" }).waitFor();
    await box(page, "Traffic").focus();
    await page.keyboard.press("ArrowUp");
    await page.getByRole("button", { name: /^Traffic ?: .*, taken$/ }).waitFor();
    // Left alone it goes back to where it was.
    await page.getByRole("button", { name: /^Traffic ?: column 1, row 5, 7 wide, 3 high$/ }).waitFor();
    await button(page, "Step back").click();
    await page.getByText("Nothing is changed so far.").waitFor();
  });

  it("[PE3] options are set, refused and taken away by a form made from the panel's schema", async () => {
    const page = await openEditor();
    await box(page, "Traffic").click();
    await page.getByLabel("unit").fill("Mbit");
    await page.keyboard.press("Enter");
    await page.locator(".yaml-diff .new", { hasText: "at: [0, 0, 6, 4], unit: Mbit } # upper left" }).waitFor();
    await page.getByLabel("last", { exact: true }).fill("10 minutes");
    await page.keyboard.press("Enter");
    await page.getByText(/Not done: .*"10 minutes" is not a duration/).waitFor();
    await page.getByLabel("unit").fill("");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing is changed so far.").waitFor();
  });

  it("[PE4] panels and pages are added, named, reordered and removed", async () => {
    const page = await openEditor();
    await button(page, "clock").click();
    await button(page, "Add clock").click();
    await page.locator(".yaml-diff .new", { hasText: "- { type: clock }" }).waitFor();
    await box(page, "Call").focus();
    await page.keyboard.press("Delete");
    await box(page, "Call").waitFor({ state: "detached" });
    await button(page, "New page").click();
    await page.getByRole("button", { name: "Page 2", exact: true, pressed: true }).waitFor();
    await page.getByLabel("page title").fill("Night");
    await page.keyboard.press("Enter");
    await button(page, "Night").waitFor();
    await button(page, "Earlier").click();
    await vi.waitFor(async () => {
      const titles = await page.locator(".page-bar-pages .button").allTextContents();
      expect(titles).toEqual(["Night", "Overview", "New page"]);
    }, 10_000);
    await save(page);
    const text = await fileOf();
    expect(text).toContain("      # who to call\n      - { type: clock }\n");
    expect(text.indexOf("title: Night")).toBeLessThan(text.indexOf("title: Overview"));
  });

  it("[PE7] a panel is dragged onto another page's tab, and brought back by a key", async () => {
    const page = await openEditor();
    await button(page, "New page").click();
    await button(page, "Overview").click();
    const handle = await box(page, "Call").boundingBox();
    const tab = await button(page, "Page 2").boundingBox();
    if (!handle || !tab) throw new Error("the page is not drawn");
    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await page.mouse.down();
    await page.mouse.move(tab.x + tab.width / 2, tab.y + tab.height / 2, { steps: 4 });
    await page.locator(".page-tab.over").waitFor();
    await page.mouse.up();
    await box(page, "clock").waitFor();
    await box(page, "Call").waitFor();
    await button(page, "Overview").click();
    await box(page, "Call").waitFor({ state: "detached" });
    await button(page, "Page 2").click();
    await box(page, "Call").focus();
    await page.keyboard.press("PageUp");
    await box(page, "Traffic").waitFor();
    await box(page, "Call").click();
    await page.getByRole("combobox", { name: /^page/ }).selectOption("move to Page 2");
    await box(page, "clock").waitFor();
    await save(page);
    const [before = "", after = ""] = (await fileOf()).split("title: Page 2");
    expect(before).not.toContain("Call");
    expect(after).toContain('      # who to call\n      - { type: text, title: Call, text: "1234", at: [6, 0, 6, 4] }');
  });

  it("[PE5] works over a wall that an administrator has unlocked, and the wall's page loads nothing of it before", async () => {
    const page = await bench.openWall();
    const loaded = () =>
      page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .map(({ name }) => name)
          .join(" "),
      );
    expect(await loaded()).not.toMatch(/configuration-section|text-editor/);
    await unlock(page, "grace");
    await button(page, "Configuration").click();
    await box(page, "Traffic").waitFor();
    expect(await loaded()).toMatch(/configuration-section/);
    expect(await loaded()).not.toMatch(/text-editor/);
  });
});

describe("the sources' forms", () => {
  it("[CE30] a source is added, tested before it is saved, changed, and kept while a panel names it", async () => {
    const page = await openEditor();
    const wrote = (text: string) => page.locator(".yaml-diff .new", { hasText: text }).waitFor();
    await button(page, "Sources").click();
    await button(page, "checks").click();
    await button(page, "Add to targets").click();
    await page.getByLabel("name", { exact: true }).first().fill("mail");
    await page.getByLabel("tcp", { exact: true }).fill("127.0.0.1:1");
    await button(page, "Add checks").click();
    await wrote("checks: { type: checks, targets: [{ name: mail, tcp: 127.0.0.1:1 }] }");
    await button(page, "Test now").click();
    await page.getByText(/^Answers after .*, 1 wrong: mail: /).waitFor();
    expect(await fileOf()).toBe(config);
    await page.getByRole("button", { name: /^Change mail/ }).click();
    await page.getByLabel("tcp", { exact: true }).fill("");
    await page.getByLabel("ping", { exact: true }).fill("127.0.0.1");
    await button(page, "Write it").first().click();
    await wrote("targets: [{ name: mail, ping: 127.0.0.1 }] }");
    await button(page, "net").click();
    await button(page, "Remove this source").click();
    await page.getByText(/^Not done: .*there is no source "net"/).waitFor();
    await save(page);
    expect(await fileOf()).toBe(
      config.replace(
        "net: { type: simulated }\n",
        "net: { type: simulated }\n  checks: { type: checks, targets: [{ name: mail, ping: 127.0.0.1 }] }\n",
      ),
    );
  });

  it("[CE31] a secret is written by where it is kept", async () => {
    const page = await openEditor();
    await button(page, "Sources").click();
    await button(page, "prometheus").click();
    await page.getByLabel("url").fill("http://127.0.0.1:1");
    await page.getByLabel("bearer token: where it is kept").selectOption("file");
    await page.getByLabel("bearer token: its path").fill("/nowhere/token");
    await button(page, "Add prometheus").click();
    const line = "prometheus: { type: prometheus, url: http://127.0.0.1:1, bearer_token: { file: /nowhere/token } }";
    await page.locator(".yaml-diff .new", { hasText: line }).waitFor();
    await button(page, "Test now").click();
    await page.getByText(/^Cannot see, after .*\/nowhere\/token/).waitFor();
    expect(await findInaccessible(page)).toEqual([]);
  });
});

describe("the text editor", () => {
  it("[CE22] completes what the schema allows, marks the server's faults, and saves", async () => {
    const page = await openEditor();
    await button(page, "Text").click();
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("      - { type: ti");
    await page.locator(".cm-tooltip-autocomplete", { hasText: "ticker" }).waitFor();
    // The editor takes no key for its list in the first 75 ms, so that nobody accepts what has just come up.
    await page.waitForTimeout(150);
    await page.keyboard.press("Enter");
    await page.keyboard.type(", source: ");
    await page.locator(".cm-tooltip-autocomplete", { hasText: "net" }).waitFor();
    await page.keyboard.type("net2 }", { delay: 20 });
    await page.getByText(/Line 11: .*there is no source "net2"; did you mean "net"/).waitFor();
    // What was half written may be marked a moment longer.
    await page.locator(".cm-lintRange-error", { hasText: "net2" }).waitFor();
    for (let count = 0; count < 3; count += 1) await page.keyboard.press("Backspace");
    await page.keyboard.type(" }");
    await expect.poll(() => page.locator(".cm-lintRange-error").count(), { timeout: 10_000 }).toBe(0);
    await save(page);
    expect(await fileOf()).toBe(`${config}      - { type: ticker, source: net }`);
  });

  it("[CE23] says what may stand at a key", async () => {
    const page = await openEditor();
    await button(page, "Text").click();
    await page.locator(".cm-line", { hasText: "query: traffic" }).getByText("title", { exact: true }).hover();
    await page.locator(".cm-schema-words", { hasText: "title: text" }).waitFor();
  });

  it("[CE24] shows the changed page beside the present one", async () => {
    const page = await openEditor();
    await button(page, "Name and logo").click();
    await page.getByLabel("title").fill("After");
    await page.keyboard.press("Enter");
    await button(page, "Before and after").click();
    await page.getByText("Now: Before").waitFor();
    await page.getByText("As changed: After").waitFor();
    expect(await page.getByRole("img", { name: /^The page as it/ }).count()).toBe(2);
    const titles = page.locator(".comparison .header-title");
    expect(await titles.allTextContents()).toEqual(["Before", "After"]);
  });

  it("[CE25] who is second is shown what the other one saved, and keeps or takes", async () => {
    const page = await openEditor();
    await button(page, "clock").click();
    await button(page, "Add clock").click();
    await page.locator(".yaml-diff .new").waitFor();
    await writeFile(bench.wall.configFile, config.replace("Before", "Theirs"));
    await button(page, "Save …").click();
    await button(page, "Save").click();
    await page.getByRole("alert").getByText("Somebody, by other means saved another text").waitFor();
    await page.getByRole("alert").locator(".gone", { hasText: "title: Theirs" }).waitFor();
    await button(page, "Keep mine, to save it over theirs").click();
    await save(page);
    expect(await fileOf()).toContain("title: Before");
    await button(page, "Saved texts").click();
    await page.getByText("saved by grace").first().waitFor();
    await page
      .getByRole("button", { name: /^Take up the text/ })
      .first()
      .click();
    await save(page);
    expect(await fileOf()).toContain("title: Theirs");
  });
});

describe("accounts and the logo", () => {
  it("[AD6] an account is added, gets a new PIN, is disabled and removed; a rule that forbids it is said", async () => {
    const page = await openEditor();
    await button(page, "Accounts").click();
    await page.getByLabel("Name").fill("ben");
    await page.getByLabel("PIN or passphrase, 8 characters or more", { exact: true }).fill("27182818");
    await button(page, "Add").click();
    await page.getByText("ben may sign in as operator.").waitFor();
    await page.getByRole("button", { name: "New PIN or passphrase for ben" }).click();
    await page.getByLabel("New PIN or passphrase for ben, 8 characters or more").fill("31415926");
    await page.keyboard.press("Enter");
    await page.getByText("ben has a new PIN").waitFor();
    const signIn = await bench.wall.post("/api/login", { body: { username: "ben", password: "31415926" } });
    expect(signIn.status).toBe(204);
    await button(page, "Disable ben").click();
    await page.getByText("DISABLED").waitFor();
    await button(page, "Remove ben").click();
    await page.getByRole("group", { name: "Remove ben?" }).getByRole("button", { name: "Remove" }).click();
    await page.getByText("ben is removed.").waitFor();
    await button(page, "Disable grace").click();
    await page.getByText("Not done: grace is the last administrator").waitFor();
  });

  it("[BN6] a logo is sent from a file, and what was taken out of it is said", async () => {
    const page = await openEditor();
    const folder = await mkdtemp(join(tmpdir(), "nocturne-logo-"));
    const file = join(folder, "logo.svg");
    await writeFile(
      file,
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="x()"><path d="M0 0h9v9z"/></svg>',
    );
    await button(page, "Name and logo").click();
    await page.locator('input[type="file"]').setInputFiles(file);
    const shown = page.getByRole("img", { name: "The wall as it will look" }).locator("img.logo");
    await expect.poll(() => shown.evaluate((logo: HTMLImageElement) => logo.naturalWidth)).toBeGreaterThan(0);
    expect(await fileOf()).toBe(config);
    await button(page, "Make it the logo").click();
    await page.getByText("Taken out of it: onload.").waitFor();
    await page.getByText(/The logo is \.\/logo-[0-9a-f]{12}\.svg/).waitFor();
    expect(await fileOf()).toMatch(/\nlogo: \.\/logo-[0-9a-f]{12}\.svg\n$/);
    await rm(folder, { recursive: true });
  });

  it("[PE6] axe finds nothing in any of them", async () => {
    const page = await openEditor();
    await box(page, "Traffic").click();
    for (const name of ["Pages", "Sources", "Text", "Before and after", "Name and logo", "Saved texts", "Accounts"]) {
      await button(page, name).click();
      await page.locator(`.button[aria-pressed="true"]:has-text("${name}"), .account`).first().waitFor();
      if (name === "Text") await page.locator(".cm-content").waitFor();
      expect(await findInaccessible(page), name).toEqual([]);
    }
  });
});
