import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { root } from "../../../build/root.ts";
import { type Supervisor, startSupervisor } from "../../resources/supervisor.ts";
import { type KioskProcess, startKiosk } from "../stand-in/kiosk-process.ts";
import type { StandInDisplay } from "../stand-in/machine.ts";
import type { Glass } from "../stand-in/questions.ts";

const config = `title: Screens
pages:
  - { title: First, screens: [1], panels: [ { type: text, text: the first screen, at: [0, 0, 12, 8] } ] }
  - { title: Second, screens: [2], panels: [ { type: text, text: the second screen, at: [0, 0, 12, 8] } ] }
`;
const waiting = { timeout: 60_000, interval: 50 };
const bounds = { x: 0, y: 0, width: 800, height: 450 };
const first: StandInDisplay = { id: 1, label: "Stand-in", bounds, scaleFactor: 1 };
const second: StandInDisplay = { id: 2, label: "The <other>", bounds: { ...bounds, x: 800 }, scaleFactor: 2 };

let folder: string;
let supervisor: Supervisor;
let kiosk: KioskProcess;

const start = (env: Record<string, string>) =>
  startKiosk({
    main: join(root, "out/electron/main.js"),
    folder,
    args: ["--config", join(folder, "wall.yaml"), "--accounts", join(folder, "accounts.json")],
    env: { STAND_IN_SPEED: "5", WAYLAND_DISPLAY: "", ...env },
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-screens-"));
  await writeFile(join(folder, "wall.yaml"), config);
  supervisor = await startSupervisor(join(folder, "notify"), 90_000);
  kiosk = start(supervisor.env);
  await kiosk.logged("the wall is shown");
}, 90_000);
afterAll(async () => {
  await kiosk[Symbol.asyncDispose]();
  await supervisor[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const lines = (message: string) => kiosk.log.filter(({ msg }) => msg === message);
const glass = async (screen: number) => (await kiosk.ask({ ask: "glass", screen })) as Glass;
const plug = (...displays: StandInDisplay[]) => kiosk.ask({ ask: "displays", displays });
const proven = (screen: number) => lines("the picture is proven").filter((line) => line["screen"] === screen).length;
const counter = async () => JSON.parse(await readFile(join(folder, "crash-counter.json"), "utf8")) as unknown;

describe("the screens of a wall", { timeout: 90_000 }, () => {
  it("[WD3] the supervisor is told once that the wall is there, and then is fed by its proven picture", async () => {
    await vi.waitFor(() => expect(supervisor.heard).toContain("READY=1"), waiting);
    expect(proven(1)).toBe(1);
    await vi.waitFor(() => expect(supervisor.heard).toContain("WATCHDOG=1"), waiting);
    expect(supervisor.heard.filter((word) => word === "READY=1")).toHaveLength(1);
  });

  it("[DP5] a display that is plugged in gets a window with its own pages", async () => {
    await plug(first, second);
    await vi.waitFor(() => expect(proven(2)).toBe(1), waiting);
    expect((await glass(1)).words).toContain("the first screen");
    expect((await glass(2)).words).toContain("the second screen");
    expect(kiosk.done).toContainEqual(
      expect.objectContaining({
        call: "new BrowserWindow",
        args: expect.objectContaining({ title: "Nocturne 2", x: 800, kiosk: true }),
      }),
    );
  });

  it("[DP2] (FIELD 22) a television that is switched off and on has its window back, full-screen", async () => {
    await plug(first);
    await vi.waitFor(() => expect(kiosk.done).toContainEqual(expect.objectContaining({ args: "Nocturne 2" })), waiting);
    await expect(glass(2)).rejects.toThrow("no such window");
    await plug(first, second);
    await vi.waitFor(() => expect(proven(2)).toBe(2), waiting);
    expect((await glass(2)).words).toContain("the second screen");
    await plug(first);
  });

  it("[DP7] another resolution has full-screen said anew", async () => {
    await plug({ ...first, bounds: { ...bounds, width: 1920, height: 1080 } });
    await vi.waitFor(
      () =>
        expect(kiosk.done).toContainEqual(
          expect.objectContaining({ args: { title: "Nocturne 1", ...bounds, width: 1920, height: 1080 } }),
        ),
      waiting,
    );
    expect(kiosk.done.at(-1)?.args).toEqual({ title: "Nocturne 1", isKiosk: true });
  });

  it("[RC18] a window that takes too much memory is made anew beside itself, without a step of recovery", async () => {
    await kiosk.ask({ ask: "memory", bytes: 2 * 1024 ** 3 });
    await kiosk.logged("another window is in its place");
    await vi.waitFor(async () => expect(await glass(1)).toMatchObject({ isCovered: false, windows: 1 }), waiting);
    expect(lines("recovery takes a step")).toEqual([]);
  });

  it("[RC14] a window that somebody closes is opened again", async () => {
    const before = proven(1);
    await kiosk.ask({ ask: "close-window" });
    await vi.waitFor(() => expect(proven(1)).toBeGreaterThan(before), waiting);
    expect(lines("recovery takes a step")).toMatchObject([{ rung: "window", trouble: "closed" }]);
    expect(await glass(1)).toMatchObject({ isCovered: false, windows: 1 });
  });

  it("[RC19] no renderer to be had: the process ends with 1 for its supervisor, and the next does without the GPU", async () => {
    const args = [{ reason: "launch-failed", exitCode: 1 }];
    await kiosk.ask({ ask: "emit", on: "contents", event: "render-process-gone", args });
    expect((await kiosk.ended).code).toBe(1);
    expect(kiosk.done.map(({ call }) => call)).not.toContain("app.relaunch");
    expect(await counter()).toMatchObject({ gpuDeaths: 3, run: "ended" });
    kiosk = start(supervisor.env);
    expect(await kiosk.logged("the wall is shown")).toMatchObject({ withoutGpu: true });
    expect(kiosk.done).toContainEqual(expect.objectContaining({ call: "app.disableHardwareAcceleration" }));
  });

  it("[RC20] a kiosk that is killed without a word comes back, and counts it; without a supervisor it starts itself", async () => {
    kiosk.kill("SIGKILL");
    await kiosk.ended;
    kiosk = start({ NOCTURNE_SUPERVISED: "0" });
    await kiosk.logged("the wall is shown");
    expect(await counter()).toMatchObject({ earlyDeaths: 1, run: "early" });
    const args = [{ reason: "integrity-failure", exitCode: 1 }];
    await kiosk.ask({ ask: "emit", on: "contents", event: "render-process-gone", args });
    expect((await kiosk.ended).code).toBe(1);
    expect(kiosk.done.map(({ call }) => call)).toContain("app.relaunch");
  });
});
