import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { provisionAccount } from "../../server/accounts/accounts.ts";
import type { SenderFrame } from "./stand-in/ipc.ts";
import { type KioskProcess, startKiosk } from "./stand-in/kiosk-process.ts";

const wall = "pages: [ { title: Empty, panels: [ { type: text, text: hello, at: [0, 0, 12, 8] } ] } ]\n";
const secret = "a secret of this test";

let folder: string;
let kiosk: KioskProcess;
let url: string;
const evaluate = (expression: string) => kiosk.ask({ ask: "evaluate", expression });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-bridge-"));
  const accounts = join(folder, "accounts.json");
  await writeFile(join(folder, "wall.yaml"), wall);
  for (const role of ["operator", "admin"] as const) {
    await provisionAccount(accounts, { user: role, role, password: secret });
  }
  const args = ["--config", join(folder, "wall.yaml"), "--accounts", accounts];
  kiosk = startKiosk({ main: "out/electron/main.js", folder, args });
  url = String((await kiosk.logged("the wall is shown"))["url"]);
}, 60_000);
afterAll(async () => {
  await kiosk[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function unlock(username: "operator" | "admin"): Promise<void> {
  const init = { method: "POST", headers: { "content-type": "application/json" } };
  const body = JSON.stringify({ username, secret });
  const asked = `fetch("/api/unlock", { ...${JSON.stringify(init)}, body: ${JSON.stringify(body)} })`;
  expect(await evaluate(`${asked}.then(({ status }) => status)`)).toBe(204);
}

const refusal = (role: string) => ({ ok: false, reason: `needs the role ${role}` });

/** As a page could that broke out of its own world. */
const ask = (channel: string, ...args: unknown[]) =>
  evaluate(`standInInvoke(${JSON.stringify(channel)}, ${JSON.stringify(args)})`);

const lock = () => evaluate(`fetch("/api/lock", { method: "POST" }).then(({ status }) => status)`);

describe("the bridge", () => {
  it("[BR1] gives the page four functions, and nothing of Electron or Node", async () => {
    expect(await evaluate("Object.keys(nocturne).toSorted()")).toEqual([
      "identifyDisplays",
      "kioskInfo",
      "leave",
      "onUnlock",
    ]);
    expect(await evaluate("[typeof require, typeof process, typeof module, typeof Buffer]")).toEqual(
      Array(4).fill("undefined"),
    );
  });

  it("[BR2] a wall that nobody has unlocked may ask for nothing", async () => {
    expect(await evaluate("nocturne.kioskInfo()")).toEqual(refusal("operator"));
    expect(await evaluate("nocturne.identifyDisplays()")).toEqual(refusal("operator"));
    expect(await evaluate('nocturne.leave({ kind: "reload" })')).toEqual(refusal("admin"));
  });

  it("[BR3] what an unlocked wall may do is the server's word: an operator may look, an administrator leave", async () => {
    await unlock("operator");
    expect(await evaluate("nocturne.kioskInfo()")).toEqual({
      ok: true,
      value: {
        versions: {
          nocturne: packageJson.version,
          node: process.versions.node,
          electron: expect.any(String),
          chromium: expect.any(String),
        },
        platform: `${process.platform} ${process.arch}`,
        vault: "keyring",
        displays: [expect.objectContaining({ number: 1, width: expect.any(Number), height: expect.any(Number) })],
        recovery: { socket: 0, reload: 0, window: 0, relaunch: 0, exit: 0 },
      },
    });
    expect(await evaluate('nocturne.leave({ kind: "exit" })')).toEqual(refusal("admin"));
    await lock();
    expect(await evaluate("nocturne.kioskInfo()")).toEqual(refusal("operator"));
    await unlock("admin");
    // The page that asks is gone before it could be answered.
    void evaluate('nocturne.leave({ kind: "reload" })').catch(() => undefined);
    await expect.poll(() => kiosk.done).toContainEqual({ kind: "done", call: "contents.reload", args: [] });
    expect(kiosk.log).toContainEqual(expect.objectContaining({ audit: "leave", kind: "reload", user: "admin" }));
    await expect.poll(() => evaluate("document.readyState").catch(() => "goes"), { timeout: 10_000 }).toBe("complete");
  });

  it("[BR4] whoever is not the wall's own page is refused, though an administrator has unlocked it", async () => {
    await unlock("admin");
    const own = { url: `${url}/`, origin: url };
    const forged: Record<string, SenderFrame> = {
      "a frame that is gone": null,
      "a frame of the page": { ...own, parent: {} },
      "another origin": { url: "https://evil.example/", origin: "https://evil.example", parent: null },
      "another port": { url: "http://127.0.0.1:9/", origin: "http://127.0.0.1:9", parent: null },
      "a page of a script's own": { url: `blob:${url}/0`, origin: url, parent: null },
      "a sandboxed page": { ...own, origin: "null", parent: null },
      "a page that is not loaded yet": { url: "about:blank", origin: url, parent: null },
    };
    for (const [name, from] of Object.entries(forged)) {
      const answer = await kiosk.ask({ ask: "invoke", from, channel: "nocturne:leave", args: [{ kind: "exit" }] });
      expect([name, answer]).toEqual([name, { ok: false, reason: "only the wall's own page may ask" }]);
    }
    const inFrame = `new Promise((resolve) => {
      const frame = document.body.appendChild(document.createElement("iframe"));
      resolve(frame.contentWindow.standInInvoke("nocturne:leave", [{ kind: "exit" }]));
    })`;
    expect(await evaluate(inFrame)).toEqual({ ok: false, reason: "only the wall's own page may ask" });
    expect(await evaluate('document.querySelector("iframe").contentWindow.nocturne')).toBeUndefined();
    const honest = await kiosk.ask({
      ask: "invoke",
      from: { ...own, parent: null },
      channel: "nocturne:kioskInfo",
      args: [],
    });
    expect(honest).toMatchObject({ ok: true });
  });

  it("[BR5] what is asked with something else than is expected is refused with the reason, and nothing is done", async () => {
    await unlock("admin");
    const wrong: [string, unknown[], RegExp][] = [
      ["nocturne:leave", [], /^leave: /],
      ["nocturne:leave", [{ kind: "format" }], /^\[0\]\.kind: .*"reload"\|"restart"\|"exit"\|"shutdown"/],
      ["nocturne:leave", [{ kind: "exit", role: "admin" }], /role/],
      ["nocturne:leave", [{ kind: "exit" }, "now"], /^leave: /],
      ["nocturne:kioskInfo", ["everything"], /^kioskInfo: /],
    ];
    for (const [channel, args, reason] of wrong) {
      expect(await ask(channel, ...args)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
    }
    await expect(ask("nocturne:shell", "id")).rejects.toThrow("No handler registered");
  });

  it("[BR6] one question of a kind at a time: a page that asks without end is told so", async () => {
    await unlock("operator");
    const answers = (await evaluate("Promise.all(Array.from({ length: 50 }, () => nocturne.kioskInfo()))")) as object[];
    expect(answers.filter((answer) => "value" in answer).length).toBeGreaterThan(0);
    const refused = answers.filter((answer) => !("value" in answer));
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ ok: false, reason: "is being done already" })]),
    );
  });

  it("[BR7] the operator's key is told to the page, without an event; what is swallowed reaches it in no way", async () => {
    await evaluate(`void Object.assign(window, { told: [], keys: [] })`);
    await evaluate(`void (stop = nocturne.onUnlock((...args) => told.push(args)))`);
    await evaluate(`void addEventListener("keydown", ({ key }) => keys.push(key))`);
    await kiosk.ask({ ask: "press", keys: "Control+Alt+u" });
    await expect.poll(() => evaluate("told")).toEqual([[]]);
    for (const keys of ["F5", "Control+p", "Control+Shift+I", "Alt+ArrowLeft", "x"]) {
      await kiosk.ask({ ask: "press", keys });
    }
    expect(await evaluate("keys")).toEqual(["x"]);
    await evaluate("stop()");
    await kiosk.ask({ ask: "press", keys: "Control+Alt+u" });
    await expect.poll(() => kiosk.done.filter(({ call }) => call === "contents.send")).toHaveLength(2);
    expect(await evaluate("told")).toEqual([[]]);
  });

  it("[BR8] leaving for good ends the process with 86, by which a supervisor knows that it is meant", async () => {
    await unlock("admin");
    void evaluate('nocturne.leave({ kind: "exit" })').catch(() => undefined);
    expect(await kiosk.ended).toMatchObject({ code: 86, out: "" });
  });
});
