import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "electron";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { root } from "../../../build/root.ts";
import packageLock from "../../../package-lock.json" with { type: "json" };
import { type KioskProcess, startKiosk } from "../stand-in/kiosk-process.ts";
import type { Question } from "../stand-in/questions.ts";

const config =
  "title: Locked\npages: [ { title: Only, panels: [ { type: text, text: hello, at: [0, 0, 12, 8] } ] } ]\n";

type Asked = Parameters<NonNullable<Parameters<Session["setPermissionRequestHandler"]>[0]>>[1];
type LookedUp = Parameters<NonNullable<Parameters<Session["setPermissionCheckHandler"]>[0]>>[1];

/** Each that this Electron knows: one that comes or goes with another version does not compile. */
const permissions = Object.keys({
  ar: true,
  "automatic-fullscreen": true,
  "background-fetch": true,
  "background-sync": true,
  "captured-surface-control": true,
  "clipboard-read": true,
  "clipboard-sanitized-write": true,
  "deprecated-sync-clipboard-read": true,
  "display-capture": true,
  fileSystem: true,
  fullscreen: true,
  geolocation: true,
  "geolocation-approximate": true,
  "hand-tracking": true,
  hid: true,
  "idle-detection": true,
  keyboardLock: true,
  "local-fonts": true,
  "local-network": true,
  "local-network-access": true,
  "loopback-network": true,
  media: true,
  mediaKeySystem: true,
  midi: true,
  midiSysex: true,
  nfc: true,
  notifications: true,
  openExternal: true,
  "payment-handler": true,
  "periodic-background-sync": true,
  "persistent-storage": true,
  pointerLock: true,
  "screen-wake-lock": true,
  sensors: true,
  serial: true,
  "smart-card": true,
  "speaker-selection": true,
  "storage-access": true,
  "system-wake-lock": true,
  "top-level-storage-access": true,
  unknown: true,
  usb: true,
  vr: true,
  "web-app-installation": true,
  "web-printing": true,
  "window-management": true,
} satisfies Record<Asked, true> satisfies Record<LookedUp, true>);

const waiting = { timeout: 20_000, interval: 50 };

let folder: string;
let kiosk: KioskProcess;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-locked-"));
  await writeFile(join(folder, "wall.yaml"), config);
  kiosk = startKiosk({
    main: join(root, "out/electron/main.js"),
    folder,
    args: ["--config", join(folder, "wall.yaml"), "--accounts", join(folder, "accounts.json")],
  });
  url = String((await kiosk.logged("the wall is shown"))["url"]);
}, 60_000);
afterAll(async () => {
  await kiosk[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const evaluate = (expression: string) => kiosk.ask({ ask: "evaluate", expression });
const gesture = (gesture: Extract<Question, { ask: "gesture" }>["gesture"]) => kiosk.ask({ ask: "gesture", gesture });
const handled = (name: string, args: unknown[]) => kiosk.ask({ ask: "handler", name, args });
const calls = (call: string) => kiosk.done.filter((one) => one.call === call).map(({ args }) => args);

describe("a page that tries to get out", { timeout: 60_000 }, () => {
  it("[LD1] the page can open no window, go nowhere else and talk to nobody else", async () => {
    const elsewhere = "http://127.0.0.1:9/";
    expect(await evaluate(`fetch("${elsewhere}").then(() => "reached", () => "refused")`)).toBe("refused");
    await evaluate(`void window.open("${elsewhere}")`);
    await evaluate(`void (location.href = "${elsewhere}")`);
    expect(await evaluate("new Promise((resolve) => setTimeout(() => resolve(location.href), 300))")).toBe(`${url}/`);
  });

  it("[LD2] whatever else a page may ask for is refused, and no dialog is shown", async () => {
    expect(await handled("device-permission", [{}])).toMatchObject({ returned: false });
    expect(await handled("display-media", [{}])).toMatchObject({ answers: [[null]] });
    expect(await handled("bluetooth-pairing", [{}])).toMatchObject({ answers: [[{ confirmed: false }]] });
    const refused: [Extract<Question, { ask: "emit" }>["on"], string, unknown[], unknown[][]][] = [
      ["partition", "select-hid-device", [{}], [[]]],
      ["partition", "select-usb-device", [{}], [[]]],
      ["partition", "select-serial-port", [[], null], [[""]]],
      ["partition", "will-download", [], []],
      ["contents", "select-bluetooth-device", [[]], [[""]]],
      ["contents", "will-attach-webview", [{}, {}], []],
      ["contents", "will-prevent-unload", [], []],
      ["contents", "context-menu", [{}], []],
      ["contents", "content-bounds-updated", [{}], []],
      ["partition", "file-system-access-restricted", [{}], [["deny"]]],
      [
        "contents",
        "before-input-event",
        [{ key: "F12", code: "F12", control: false, alt: false, meta: false, shift: false }],
        [],
      ],
      ["app", "certificate-error", [null, "https://x/", "", {}], [[false]]],
      ["app", "login", [null, {}, {}], [[]]],
      ["app", "select-client-certificate", [null, "https://x/", []], []],
    ];
    for (const [on, event, args, answers] of refused) {
      const outcome = await kiosk.ask({ ask: "emit", on, event, args });
      expect([event, outcome]).toEqual([event, { prevented: true, answers }]);
    }
    for (const event of ["will-navigate", "will-frame-navigate", "will-redirect"]) {
      const outcome = await kiosk.ask({ ask: "emit", on: "contents", event, detail: { url: "about:blank" } });
      expect([event, outcome]).toEqual([event, { prevented: true, answers: [] }]);
    }
  });

  it("[LD8] every permission that Electron knows is refused, asked for and looked up", async () => {
    for (const permission of permissions) {
      const asked = await handled("permission-request", [null, permission]);
      const checked = await handled("permission-check", [null, permission]);
      expect([permission, asked, checked]).toMatchObject([permission, { answers: [[false]] }, { returned: false }]);
    }
  });

  it("[LD9] it prints nothing, shows no dialog, and cannot hold up a reload with a question", async () => {
    await evaluate("void addEventListener('beforeprint', () => { document.title = 'printing' })");
    expect(await evaluate("(print(), [alert('a'), confirm('b'), prompt('c'), document.title])")).toEqual([
      // What alert() answers has no JSON.
      expect.toBeOneOf([null, undefined]),
      false,
      null,
      "Nocturne",
    ]);
    // Chromium asks only where somebody has touched the page.
    await gesture({ kind: "click", button: "left" });
    await evaluate("void addEventListener('beforeunload', (event) => event.preventDefault())");
    await evaluate("void (window.old = true)");
    await evaluate("void location.reload()");
    await vi.waitFor(async () => expect(await evaluate("window.old ?? 'new'")).toBe("new"), waiting);
    expect(calls("a page's dialog")).toEqual([]);
  });

  it("[LD10] nothing is dropped on it, from it or by it: a file, an address, a download", async () => {
    await evaluate("void (window.seen = [])");
    await evaluate(
      "for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => seen.push([kind, event.defaultPrevented]))",
    );
    await gesture({ kind: "drop", files: ["/etc/hostname"], address: "http://127.0.0.1:9/" });
    await vi.waitFor(async () => expect(await evaluate("seen.at(-1)")).toEqual(["drop", true]), waiting);
    expect(await evaluate("seen[0]")).toEqual(["dragover", true]);
    expect(await evaluate("location.href")).toBe(`${url}/`);
    await evaluate("Object.assign(document.createElement('a'), { href: '/api/health', download: 'health' }).click()");
    // The page's sandbox lets none begin; one that began would be denied by the session (LD2).
    await evaluate("new Promise((resolve) => setTimeout(resolve, 800))");
    expect(calls("a page's download")).toEqual([]);
  });

  it("[LD11] neither a wheel nor two fingers zoom it, and no menu opens on it", async () => {
    await evaluate(
      "void (window.menus = [], addEventListener('contextmenu', (event) => menus.push(event.defaultPrevented)))",
    );
    const size = "[visualViewport.scale, devicePixelRatio, innerWidth]";
    const before = await evaluate(size);
    await gesture({ kind: "pinch", scale: 2 });
    await gesture({ kind: "wheel", control: true });
    expect(await evaluate(size)).toEqual(before);
    await gesture({ kind: "click", button: "right" });
    await vi.waitFor(async () => expect(await evaluate("menus")).toEqual([true]), waiting);
    expect(await kiosk.ask({ ask: "emit", on: "contents", event: "zoom-changed", args: ["in"] })).toBeDefined();
    expect(calls("contents.setZoomFactor").at(-1)).toBe(1);
  });
});

describe("what is shipped", () => {
  it("[LD12] holds nothing that opens a program, a webview or Blink's experiments, nor the old remote module", async () => {
    const files = await Promise.all(
      ["electron", "renderer"].map((part) =>
        readdir(join(root, "out", part), { recursive: true, withFileTypes: true }),
      ),
    );
    const scripts = files.flat().filter(({ name }) => /\.(c?js|html)$/.test(name));
    expect(scripts.map(({ name }) => name)).toEqual(expect.arrayContaining(["main.js", "preload.cjs", "index.html"]));
    for (const { parentPath, name } of scripts) {
      const text = await readFile(join(parentPath, name), "utf8");
      const found =
        /openExternal|enableBlinkFeatures|@electron\/remote|\.remote\b\.require|webviewTag:!0|<webview|"webview"/.exec(
          text,
        );
      expect([name, found?.[0]]).toEqual([name, undefined]);
    }
  });

  it("[LD13] is made for a stable Electron of the newest major that was reviewed", () => {
    expect(packageLock.packages["node_modules/electron"].version).toMatch(/^45\.\d+\.\d+$/);
  });
});
