import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { root } from "../../../build/root.ts";
import { type KioskProcess, startKiosk } from "../stand-in/kiosk-process.ts";
import type { Glass } from "../stand-in/questions.ts";

const config =
  "title: Faults\npages: [ { title: Only, panels: [ { type: text, text: hello, at: [0, 0, 12, 8] } ] } ]\n";
const waiting = { timeout: 60_000, interval: 50 };

let folder: string;
let accounts: string;
let kiosk: KioskProcess;
/** Its server answers nobody. It has five minutes of its own clock to end, while the other goes through its faults. */
let deaf: KioskProcess;

async function start(name: string): Promise<KioskProcess> {
  const own = join(folder, name);
  await mkdir(own, { recursive: true });
  return startKiosk({
    main: join(root, "out/electron/main.js"),
    folder: own,
    args: ["--config", join(folder, "wall.yaml"), "--accounts", join(own, "accounts.json")],
    env: { STAND_IN_SPEED: "5", TZ: "UTC", NOCTURNE_SUPERVISED: "1" },
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-faults-"));
  accounts = join(folder, "kiosk/accounts.json");
  await writeFile(join(folder, "wall.yaml"), config);
  [kiosk, deaf] = await Promise.all([start("kiosk"), start("deaf")]);
  await deaf.logged("the wall is shown");
  await deaf.ask({ ask: "deafen", isDeaf: true });
  await kiosk.logged("the wall is shown");
  await vi.waitFor(() => expect(proofs()).toBe(1), waiting);
}, 90_000);
afterAll(async () => {
  await Promise.all([kiosk[Symbol.asyncDispose](), deaf[Symbol.asyncDispose]()]);
  await rm(folder, { recursive: true });
});

const lines = (message: string) => kiosk.log.filter(({ msg }) => msg === message);
const proofs = () => lines("the picture is proven").length;
const steps = () => lines("recovery takes a step");
const evaluate = (expression: string) => kiosk.ask({ ask: "evaluate", expression });
const glass = async () => (await kiosk.ask({ ask: "glass" })) as Glass;
const link = () => evaluate("document.querySelector('[data-link]')?.dataset.link");
const user = () => evaluate("fetch('/api/session').then((response) => response.json()).then(({ user }) => user)");

/** Spoils the wall, waits for the proof that it is well again, and answers with the steps that it took. */
async function healed(spoil: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const [taken, proven] = [steps().length, proofs()];
  await spoil();
  await vi.waitFor(() => expect(proofs()).toBeGreaterThan(proven), waiting);
  return steps().slice(taken);
}

/** From now to half past four in the morning, where the wall hangs: its clock is a hurried one, some minutes on. */
function untilNightMs(): number {
  const now = new Date();
  const night = new Date(now);
  night.setUTCHours(4, 30, 0, 0);
  if (now.getUTCHours() * 60 + now.getUTCMinutes() >= 200) night.setUTCDate(night.getUTCDate() + 1);
  return night.getTime() - now.getTime();
}

describe("faults of a wall that runs", { timeout: 90_000 }, () => {
  it("[RC21] a machine that wakes has its sockets and its session looked at, and keeps its picture", async () => {
    await evaluate("void (window.marked = true, addEventListener('online', () => { window.heard = true }))");
    await kiosk.ask({ ask: "emit", on: "power", event: "resume" });
    await kiosk.logged("the machine woke up");
    await vi.waitFor(async () => expect(await evaluate("window.heard")).toBe(true), waiting);
    await vi.waitFor(async () => expect(await link()).toBe("live"), waiting);
    expect(await evaluate("window.marked")).toBe(true);
    expect(steps()).toEqual([]);
  });

  it("[RC11] a page that does not open its socket again is told to by the kiosk", async () => {
    const taken = await healed(async () => {
      await evaluate(`{
        const { WebSocket } = window;
        window.WebSocket = class extends EventTarget { readyState = 0; send() {} close() {} };
        addEventListener("online", () => { window.WebSocket = WebSocket }, { once: true, capture: true });
      }`);
      // The page's own clock is not hurried: it must know that it is blind before it is taken for frozen.
      await kiosk.ask({ ask: "hurry", times: 2 });
      await kiosk.ask({ ask: "cut" });
    });
    await kiosk.ask({ ask: "hurry", times: 5 });
    expect(taken[0]).toMatchObject({ rung: "socket", trouble: "not-live" });
    expect(new Set(taken.map(({ rung }) => rung))).toEqual(new Set(["socket"]));
    expect([await link(), await evaluate("window.marked")]).toEqual(["live", true]);
  });

  it("[RC22] a page that cannot be loaded is covered by the last picture, and is loaded anew when the server answers", async () => {
    const taken = await healed(async () => {
      await kiosk.ask({ ask: "deafen", isDeaf: true });
      await evaluate("void location.reload()");
      await vi.waitFor(async () => expect(await glass()).toMatchObject({ isCovered: true }), waiting);
      expect((await glass()).words).toMatch(/This is the picture of \d+ \w+, \d\d:\d\d:\d\d/);
      await vi.waitFor(
        () => expect(lines("the server was asked whether it is there").at(-1)).toMatchObject({ reachable: false }),
        waiting,
      );
      await kiosk.ask({ ask: "deafen", isDeaf: false });
    });
    expect(taken).toMatchObject([{ rung: "reload", trouble: "load-failed" }]);
    expect(await glass()).toMatchObject({ isCovered: false, windows: 1 });
    expect(await link()).toBe("live");
  });

  it("[RC10] a page that Chromium calls unresponsive is drawn in another window, which takes its place", async () => {
    const taken = await healed(async () => {
      await evaluate("void setTimeout(() => { for (;;); }, 0)");
      await kiosk.ask({ ask: "emit", on: "window", event: "unresponsive" });
    });
    expect(taken.at(-1)).toMatchObject({ rung: "window", trouble: "unresponsive" });
    await vi.waitFor(async () => expect(await glass()).toMatchObject({ shown: 1, windows: 1 }), waiting);
  });

  it("[AL9] accounts that are broken or gone while the wall runs cost no picture, and a session that ends is had again", async () => {
    const before = steps().length;
    await evaluate("void (window.marked = true)");
    const signOut = "fetch('/api/logout', { method: 'POST' }).then(({ status }) => status)";
    await writeFile(accounts, "{ broken");
    expect(await evaluate(signOut)).toBe(204);
    await vi.waitFor(async () => expect(await user()).toBe("wall"), waiting);
    expect(await readFile(accounts, "utf8")).toBe("{ broken");
    await rm(accounts);
    await evaluate(signOut);
    await vi.waitFor(async () => expect(await user()).toBe("wall"), waiting);
    await vi.waitFor(async () => expect(await readFile(accounts, "utf8")).toContain('"wall"'), waiting);
    await vi.waitFor(async () => expect(await link()).toBe("live"), waiting);
    expect(steps()).toHaveLength(before);
  });

  it("[RC17] at its hour of the night a window is made anew beside itself, without a step of recovery", async () => {
    const before = steps().length;
    await evaluate("void (window.marked = true)");
    const renewed = lines("the window is made anew").length;
    await kiosk.ask({ ask: "set-clock", byMs: untilNightMs() });
    await vi.waitFor(
      () => expect(lines("the window is made anew").slice(renewed)).toMatchObject([{ why: "nightly" }]),
      waiting,
    );
    await vi.waitFor(async () => expect(await evaluate("window.marked ?? 'new'")).toBe("new"), waiting);
    await vi.waitFor(async () => expect(await glass()).toMatchObject({ isCovered: false, windows: 1 }), waiting);
    expect(steps()).toHaveLength(before);
  });

  it("[RC23] a renderer that crashes whenever it has a picture ends the process, and the next does without the GPU", async () => {
    const end: { code?: number | null } = {};
    const over = kiosk.ended.then(({ code }) => {
      end.code = code;
    });
    const before = steps().length;
    await kiosk.ask({ ask: "hurry", times: 8 });
    while (end.code === undefined) {
      const proven = proofs();
      await kiosk.ask({ ask: "crash", what: "renderer" }).catch(() => undefined);
      await vi.waitFor(() => expect(end.code !== undefined || proofs() > proven).toBe(true), waiting);
    }
    await over;
    expect(end.code).toBe(1);
    expect(
      steps()
        .slice(before)
        .map(({ rung }) => rung)
        .at(-1),
    ).toBe("relaunch");
    kiosk = await start("kiosk");
    await vi.waitFor(
      () => expect(kiosk.done.map(({ call }) => call)).toContain("app.disableHardwareAcceleration"),
      waiting,
    );
  });

  it("[RC24] a server that hangs up on everybody for five minutes ends the process with 1, and nothing gentler is tried", async () => {
    expect((await deaf.ended).code).toBe(1);
    const words = (message: string) => deaf.log.filter(({ msg }) => msg === message);
    expect(words("recovery takes a step")).toMatchObject([{ rung: "exit" }]);
    expect(words("the kiosk begins anew")).toMatchObject([{ rung: "exit", how: "by-supervisor" }]);
  });
});
