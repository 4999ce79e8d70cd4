import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { root } from "../../../build/root.ts";
import { type KioskProcess, startKiosk } from "../stand-in/kiosk-process.ts";
import type { Glass } from "../stand-in/questions.ts";

const config =
  "title: Healing\npages: [ { title: Only, panels: [ { type: text, text: hello, at: [0, 0, 12, 8] } ] } ]\n";
const waiting = { timeout: 60_000, interval: 50 };

let folder: string;
let kiosk: KioskProcess;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-healing-"));
  await writeFile(join(folder, "wall.yaml"), config);
  kiosk = startKiosk({
    main: join(root, "out/electron/main.js"),
    folder,
    args: ["--config", join(folder, "wall.yaml"), "--accounts", join(folder, "accounts.json")],
    env: { STAND_IN_SPEED: "5" },
  });
  url = String((await kiosk.logged("the wall is shown"))["url"]);
  await vi.waitFor(() => expect(proofs()).toBe(1), waiting);
}, 90_000);
afterAll(async () => {
  await kiosk[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const lines = (message: string) => kiosk.log.filter(({ msg }) => msg === message);
const proofs = () => lines("the picture is proven").length;
const evaluate = (expression: string) => kiosk.ask({ ask: "evaluate", expression });
const glass = async () => (await kiosk.ask({ ask: "glass" })) as Glass;
const link = () => evaluate("document.querySelector('[data-link]')?.dataset.link");
const metric = async (name: string) => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
      ?.split(" ")
      .at(-1),
  );
};

/** Spoils the wall, waits for the proof that it is well again, and answers with the steps that it took. */
async function healed(spoil: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const [steps, proven] = [lines("recovery takes a step").length, proofs()];
  await spoil();
  await vi.waitFor(() => expect(proofs()).toBeGreaterThan(proven), waiting);
  return lines("recovery takes a step").slice(steps);
}

describe("a wall that heals itself", { timeout: 90_000 }, () => {
  it("[PP9] the age of the proven picture is in the metrics and the health", async () => {
    expect(await metric('nocturne_picture_proven_age_seconds{screen="1"}')).toBeLessThan(60);
    expect(await metric('nocturne_picture_live{screen="1"}')).toBe(1);
    const health: unknown = await (await fetch(`${url}/api/health`)).json();
    expect(health).toMatchObject({ status: "ok", picture: { provenAgeSeconds: expect.any(Number) } });
  });

  it("[RC9] a renderer that crashes leaves its last picture, dated, until another is proven", async () => {
    const taken = await healed(async () => {
      await kiosk.ask({ ask: "crash", what: "renderer" });
      await vi.waitFor(async () => expect(await glass()).toMatchObject({ isCovered: true }), waiting);
      const { words } = await glass();
      expect(words).toMatch(/This is the picture of \d+ \w+, \d\d:\d\d:\d\d/);
    });
    expect(taken).toMatchObject([{ rung: "reload", trouble: "renderer-gone" }]);
    expect(await glass()).toMatchObject({ isCovered: false, windows: 1 });
    expect(await link()).toBe("live");
  });

  it("[RC8] (FIELD 6) a blank picture is loaded anew", async () => {
    const taken = await healed(() => evaluate("void (document.getElementById('root').hidden = true)"));
    expect(taken).toMatchObject([{ rung: "reload", trouble: "blank" }]);
    expect(await link()).toBe("live");
    expect(await metric('nocturne_recovery_steps_total{rung="reload"}')).toBe(2);
  });

  it("[RC8] (FIELD 2) a frozen picture, whose page goes on counting pulses, is loaded in a new window when loading anew was tried often", async () => {
    const taken = await healed(() =>
      evaluate(`{
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(".pulse-ring g { transform: none !important }");
        document.adoptedStyleSheets = [sheet];
      }`),
    );
    expect(taken).toMatchObject([{ rung: "window", trouble: "frozen" }]);
  });

  it("[RC10] a hung page keeps its picture; a new window is proven beside it and takes its place", async () => {
    const taken = await healed(async () => {
      await evaluate("void setTimeout(() => { for (;;); }, 0)");
    });
    expect(taken.at(-1)).toMatchObject({ rung: "window", trouble: "unanswered" });
    await vi.waitFor(async () => expect(await glass()).toMatchObject({ shown: 1, windows: 1 }), waiting);
    expect(await link()).toBe("live");
  });

  it("[RC11] all sockets cut: the page re-opens them by itself, and nothing is loaded anew", async () => {
    const before = lines("recovery takes a step").length;
    await evaluate("void (window.marked = true)");
    await kiosk.ask({ ask: "cut" });
    await vi.waitFor(async () => expect(await metric("nocturne_sockets")).toBe(1), waiting);
    expect(await evaluate("window.marked")).toBe(true);
    expect(lines("recovery takes a step")).toHaveLength(before);
  });

  it("[RC4] a server whose event loop is blocked is waited for: the wall says that it is blind, and goes on", async () => {
    const before = lines("recovery takes a step").length;
    await evaluate("void (window.marked = true)");
    await evaluate(
      "void new MutationObserver(() => { window.saw = document.querySelector('[data-link]')?.dataset.link === 'lost' || window.saw }).observe(document.body, { subtree: true, childList: true, attributes: true })",
    );
    await kiosk.ask({ ask: "block", ms: 4000 });
    await kiosk.logged("the kiosk itself stood still");
    await vi.waitFor(async () => expect(await link()).toBe("live"), waiting);
    expect(await evaluate("[window.marked, window.saw]")).toEqual([true, true]);
    expect(lines("recovery takes a step")).toHaveLength(before);
  });

  it.each([-86_400_000, 86_400_000])(
    "[RC12] (FIELD 20) a clock that is set by %d ms costs no picture",
    async (byMs) => {
      const before = lines("recovery takes a step").length;
      const gaps = lines("the clock was set, or the machine slept").length;
      await evaluate("void (window.marked = true)");
      await kiosk.ask({ ask: "set-clock", byMs });
      await vi.waitFor(() => expect(lines("the clock was set, or the machine slept")).toHaveLength(gaps + 1), waiting);
      await vi.waitFor(
        async () => expect(await metric("nocturne_picture_proven_age_seconds")).toBeLessThan(8),
        waiting,
      );
      expect(await link()).toBe("live");
      expect(await evaluate("window.marked")).toBe(true);
      expect(lines("recovery takes a step")).toHaveLength(before);
    },
  );

  it("[RC13] the GPU's process is lost: it is counted, and the picture goes on", async () => {
    await kiosk.ask({ ask: "crash", what: "gpu" });
    await kiosk.ask({
      ask: "emit",
      on: "app",
      event: "child-process-gone",
      args: [{ type: "GPU", reason: "crashed", exitCode: 139 }],
    });
    await kiosk.logged("a process of Chromium's is gone");
    await vi.waitFor(async () => expect(await metric("nocturne_picture_proven_age_seconds")).toBeLessThan(8), waiting);
  });
});
