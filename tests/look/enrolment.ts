import type { Browser } from "playwright";
import { password, startWall } from "../resources/running-wall.ts";

const assets = new URL("../../out/renderer", import.meta.url).pathname;
const config = `
title: Example NOC
time_zones: [UTC]
sources: { pc: { type: host, every: 1s } }
pages: [ { title: This machine, panels: [ { type: stat, source: pc, query: memory }, { type: text, source: pc } ] } ]
`;

interface Shooting {
  sizes: { width: number; height: number }[];
  folder: string;
}

/** A wall that shows its code, the administrator who lets it in, and the same wall signed out again. */
export async function shootEnrolment(browser: Browser, { sizes, folder }: Shooting): Promise<void> {
  for (const viewport of sizes) {
    await using wall = await startWall({ config, assets });
    const shootTo = (name: string) => `${folder}enrolment-${name}-${viewport.height}.png`;
    const [screen, desk] = await Promise.all([browser.newContext({ viewport }), browser.newContext({ viewport })]);
    const page = await screen.newPage();
    await page.goto(wall.url);
    const words = page.getByText(/^[A-Z]{4}-[A-Z]{4}$/);
    await words.waitFor();
    // Its lines take their places in the frame after.
    await page.waitForTimeout(300);
    await page.screenshot({ path: shootTo("code") });
    const admin = await desk.newPage();
    await admin.goto(`${wall.url}/admin`);
    await admin.getByLabel("Name").fill("grace");
    await admin.locator('input[name="secret"]').fill(password);
    await admin.keyboard.press("Enter");
    await admin.getByRole("button", { name: "Accounts", exact: true }).click();
    await admin.getByLabel("Code on the wall").fill(await words.innerText());
    await admin.screenshot({ path: shootTo("enter") });
    await admin.keyboard.press("Enter");
    await admin.getByLabel("Name for this wall").fill("lobby");
    await admin.screenshot({ path: shootTo("approve") });
    await admin.keyboard.press("Enter");
    await page.locator(".tile").first().waitFor();
    await admin.getByRole("button", { name: "Disable lobby" }).click();
    await page.locator(".big-words.band", { hasText: "code" }).waitFor();
    await page.screenshot({ path: shootTo("signed-out") });
    await Promise.all([screen.close(), desk.close()]);
  }
}
