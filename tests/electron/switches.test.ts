import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { expect, test } from "vitest";
import { z } from "zod";
import { switchArguments } from "../../electron/switches.ts";
import { chromiumFlags, headlessPath } from "../resources/chromium.ts";

const trace = z.object({ traceEvents: z.array(z.object({ name: z.string() })) });

/** How many tiles a Chromium paints for a screen of 3840 × 2160 that has something in every place. */
async function tilesPainted(flags: readonly string[]): Promise<number> {
  const file = join(tmpdir(), `nocturne-tiles-${process.pid}-${flags.length}.json`);
  const browser = await chromium.launch({ executablePath: headlessPath, args: [...chromiumFlags, ...flags] });
  try {
    const page = await browser.newPage({ viewport: { width: 3840, height: 2160 } });
    await browser.startTracing(page, { path: file, categories: ["cc", "devtools.timeline"] });
    await page.setContent(`<body style="margin:0;font-size:24px">${"wall ".repeat(40_000)}`);
    await page.screenshot();
    await browser.stopTracing();
    const { traceEvents } = trace.parse(JSON.parse(await readFile(file, "utf8")));
    return traceEvents.filter(({ name }) => name === "RasterTask").length;
  } finally {
    await browser.close();
    await rm(file, { force: true });
  }
}

test("[SW2] where no graphics card draws, Chromium takes a few strips for a screen and not a hundred tiles", async () => {
  const strips = await tilesPainted(switchArguments);
  expect(strips).toBeGreaterThan(0);
  expect(strips * 4).toBeLessThan(await tilesPainted([]));
}, 60_000);
