import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { formatAge } from "../../../renderer/theme/format-time.ts";
import { version } from "../../../server/version.ts";
import { password } from "../../resources/running-wall.ts";
import { packagedMachine, type TestMachine } from "../../resources/site.ts";
import { findInaccessible } from "../find-inaccessible.ts";
import { closeBrowser, fillPad, type OperatorBench, openBench, unlock } from "./operator-bench.ts";

vi.setConfig({ testTimeout: 60_000 });

const zone = "Asia/Kolkata";
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" });
const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "short" });
const inHours = (hours: number) => Date.now() + hours * 3_600_000;
const opens = inHours(6);

const withWindow = (window: string) => `
sources: { edge: { type: checks, every: 1s, timeout: 500ms, targets: [ { name: mail, tcp: "127.0.0.1:1" } ] } }
pages: [ { panels: [ { type: status, source: edge } ] } ]
sound: { self_test: false }
updates: { window: { ${window}, time_zone: ${zone} } }
`;
const last = { from: version, to: "1.4.0", at: Date.parse("2026-11-25T03:10:00Z") };
const age = () => formatAge(Date.now() - last.at);
const why = "its picture was not proven within a minute";

let machine: TestMachine;
let bench: OperatorBench;
const note = (ended: string) =>
  machine.file(
    "var/lib/nocturne-update/update.json",
    JSON.stringify({ state: "settled", last: { ...last, ended, why } }),
  );

beforeAll(async () => {
  machine = await packagedMachine();
  await note("rolled-back");
  const config = withWindow(`at: "${clock.format(opens)}", for: 1h`);
  const updates = { platform: "linux", root: machine.folder } as const;
  bench = await openBench({ config, machine: { updates } });
}, 60_000);
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await closeBrowser();
  await machine[Symbol.asyncDispose]();
});

test("[UP63] over the wall, diagnostics tell which version runs, how newer ones come, what was taken back, and when the next may come", async () => {
  const page = await bench.openWall();
  await unlock(page);
  await page.getByRole("button", { name: "Diagnostics", exact: true }).click();
  const block = page.getByRole("region", { name: "Updates" });
  const fact = (name: string) => block.locator("div", { has: page.getByText(name, { exact: true }) }).locator("dd");
  const row = block.locator(".fact-item");
  const words = `1.4.0 was taken back, and ${version} is there again: ${why}`;
  await row.getByText(`Wed 25 Nov 08:40, ${age()} ago · ${words}`).waitFor();
  await row.getByText("it is not tried again, but a newer one is").waitFor();
  expect(await row.locator("[data-shape]").getAttribute("data-shape")).toBe("warning");
  expect(await fact("Version").textContent()).toMatch(
    new RegExp(`^${version}, running since \\w+ \\d+ \\w+ \\d\\d:\\d\\d$`),
  );
  expect(await fact("Newer ones come").textContent()).toBe("by apt, from https://apt.example/wall");
  const next = `${day.format(opens).replace(",", "")} ${clock.format(opens)}`;
  expect(await fact("Hours of updates").textContent()).toMatch(new RegExp(`^${next}\\D.*\\(${zone}\\)$`));
  expect(await fact("Last update").count()).toBe(0);
  expect(await findInaccessible(page)).toEqual([]);
});

test("[UP63] at a desk too: one that was kept is a fact among others, and in its hours it is said why nothing is installed", async () => {
  await note("kept");
  const opened = inHours(-3);
  await writeFile(bench.wall.configFile, withWindow(`at: "${clock.format(opened)}", for: 8h`));
  const desk = await bench.openDesk();
  await fillPad(desk, "ada", password);
  await desk.locator(".alarm-item").first().waitFor();
  await desk.getByRole("button", { name: "Diagnostics", exact: true }).click();
  const block = desk.getByRole("region", { name: "Updates" });
  await block.getByText(`Wed 25 Nov 08:40, ${age()} ago · updated from ${version} to 1.4.0: ${why}`).waitFor();
  expect(await block.locator(".fact-item").count()).toBe(0);
  const waits = block.getByText(/^now, until .*nothing is installed: something critical waits to be taken in hand$/);
  await vi.waitFor(async () => {
    await desk.getByRole("button", { name: "Ask again" }).click();
    await waits.waitFor({ timeout: 2000 });
  }, 20_000);
  expect(await waits.textContent()).toContain(`${clock.format(opened + 8 * 3_600_000)} (${zone})`);
  expect(await findInaccessible(desk)).toEqual([]);
});
