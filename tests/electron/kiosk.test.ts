import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { root } from "../../build/root.ts";
import { switches } from "../../electron/switches.ts";
import { type KioskProcess, type KioskStart, startKiosk } from "./stand-in/kiosk-process.ts";

const config =
  "title: Kiosk test\npages: [ { title: Empty, panels: [ { type: text, text: hello, at: [0, 0, 12, 8] } ] } ]\n";
const started = "the wall is shown";

let folder: string;
let accounts: string;
let args: string[];

/** A folder of its own for a kiosk that has never run. */
async function prepare(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "nocturne-kiosk-"));
  accounts = join(folder, "accounts.json");
  args = ["--config", join(folder, "wall.yaml"), "--accounts", accounts];
  await writeFile(join(folder, "wall.yaml"), config);
}

const start = (options: Partial<KioskStart> = {}) =>
  startKiosk({ main: join(root, "out/electron/main.js"), folder, args, ...options });
const keyringFile = () => join(folder, "wall-credential.bin");
/** The stand-in's keyring turns each byte over. */
const passwordIn = (bytes: Buffer) =>
  Buffer.from(bytes.map((byte) => byte ^ 0xff))
    .toString()
    .split(": ")[1] ?? "";

function sessionOf(kiosk: KioskProcess): Promise<unknown> {
  return kiosk.ask({ ask: "evaluate", expression: "fetch('/api/session').then((response) => response.json())" });
}

describe("the kiosk, from its first start", { timeout: 60_000 }, () => {
  let kiosk: KioskProcess;
  beforeAll(async () => {
    await prepare();
    kiosk = start();
    await kiosk.logged(started);
  }, 60_000);
  afterAll(async () => {
    await kiosk[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  it("[KW1] [AL1] the first start makes a credential and ends signed in on the server's page, without a form", async () => {
    const { url } = await kiosk.logged(started);
    expect(await kiosk.ask({ ask: "address" })).toBe(`${String(url)}/`);
    expect(await kiosk.ask({ ask: "evaluate", expression: "document.title" })).toBe("Nocturne");
    expect(await sessionOf(kiosk)).toMatchObject({ user: "wall", role: "wall" });
    expect(await kiosk.ask({ ask: "evaluate", expression: "document.querySelectorAll('form, input').length" })).toBe(0);
  });

  it("[VA1] the credential is nowhere in the page, its cookies and its storage, nor in the log", async () => {
    const password = passwordIn(await readFile(keyringFile()));
    expect(password).toMatch(/^[\w-]{43}$/);
    const reach =
      "document.documentElement.outerHTML + JSON.stringify([{ ...localStorage }, { ...sessionStorage }, name])";
    const seen = await kiosk.ask({ ask: "evaluate", expression: reach });
    const cookies = await kiosk.ask({ ask: "cookies" });
    expect(cookies).toEqual([expect.objectContaining({ name: "nocturne.sid", httpOnly: true, sameSite: "Strict" })]);
    for (const place of [seen, cookies, kiosk.log, kiosk.done]) expect(JSON.stringify(place)).not.toContain(password);
    expect(await readFile(accounts, "utf8")).not.toContain(password);
    const { mode } = await stat(keyringFile());
    expect((mode & 0o777).toString(8)).toBe("600");
  });

  it("[KW2] [SW1] one window, full-screen and hardened, and the display is kept awake", async () => {
    const windows = kiosk.done.filter(({ call }) => call === "new BrowserWindow");
    expect(windows).toHaveLength(1);
    expect(windows[0]?.args).toMatchObject({
      kiosk: true,
      backgroundColor: "#000000",
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        disableDialogs: true,
        preload: join(root, "out/electron/preload.cjs"),
        spellcheck: false,
        backgroundThrottling: false,
        autoplayPolicy: "no-user-gesture-required",
      },
    });
    const calls = kiosk.done.map(({ call }) => call);
    for (const [name, value] of switches) {
      const call = {
        kind: "done",
        call: "app.commandLine.appendSwitch",
        args: value === undefined ? [name] : [name, value],
      };
      expect(kiosk.done.map((one) => JSON.stringify(one))).toContain(JSON.stringify(call));
    }
    expect(calls.indexOf("app.enableSandbox")).toBeLessThan(calls.indexOf("new BrowserWindow"));
    expect(calls).toContain("Menu.setApplicationMenu");
    expect(kiosk.done).toContainEqual({ kind: "done", call: "powerSaveBlocker.start", args: "prevent-display-sleep" });
    expect(kiosk.done).toContainEqual({ kind: "done", call: "contents.setVisualZoomLevelLimits", args: [1, 1] });
  });

  it("[AL4] a session that is ended comes back by itself", async () => {
    const signOut = "fetch('/api/logout', { method: 'POST' }).then(({ status }) => status)";
    expect(await kiosk.ask({ ask: "evaluate", expression: signOut })).toBe(204);
    await expect.poll(() => sessionOf(kiosk), { timeout: 10_000, interval: 200 }).toMatchObject({ user: "wall" });
  });
});

describe("the kiosk, from power-on", { timeout: 60_000 }, () => {
  beforeEach(prepare);
  afterEach(() => rm(folder, { recursive: true }));

  it("[AL2] [VA2] a second start uses the stored credential and leaves the account as it is", async () => {
    await using first = start();
    await first.logged(started);
    await first.ask({ ask: "quit" });
    expect((await first.ended).code).toBe(0);
    const before = [await readFile(keyringFile()), await readFile(accounts, "utf8")];
    await using second = start();
    await second.logged(started);
    expect(await sessionOf(second)).toMatchObject({ user: "wall" });
    expect([await readFile(keyringFile()), await readFile(accounts, "utf8")]).toEqual(before);
  });

  it("[VA3] a corrupt vault is told, replaced, and the wall is signed in all the same", async () => {
    await writeFile(keyringFile(), "not what the keyring wrote");
    await using kiosk = start();
    await kiosk.logged(started);
    expect(await kiosk.logged("the stored credential cannot be used; a new one is made")).toMatchObject({
      reason: "Error while decrypting the ciphertext",
    });
    expect(await sessionOf(kiosk)).toMatchObject({ user: "wall" });
    expect(passwordIn(await readFile(keyringFile()))).toMatch(/^[\w-]{43}$/);
  });

  it("[AL3] a credential that the accounts no longer know is given to the account again", async () => {
    await using first = start();
    await first.logged(started);
    await first.ask({ ask: "quit" });
    await first.ended;
    await rm(accounts);
    await using second = start();
    await second.logged(started);
    await second.logged("the stored credential is refused; the account is given it anew");
    expect(await sessionOf(second)).toMatchObject({ user: "wall" });
  });

  it("[VA4] without a keyring the credential is for one launch and nothing is written, unless a flag allows a plain file", async () => {
    const env = { STAND_IN_KEYRING: "none" };
    await using kiosk = start({ env });
    await kiosk.logged(started);
    expect(JSON.stringify(kiosk.log)).toContain("for this launch only");
    expect((await readdir(folder)).toSorted()).toEqual([
      "accounts.json",
      "crash-counter.json",
      "crashes",
      "listening.json",
      "wall.yaml",
    ]);
    await kiosk.ask({ ask: "quit" });
    await kiosk.ended;
    await using plain = start({ args: [...args, "--allow-plain-credential"], env });
    await plain.logged(started);
    const file = join(folder, "wall-credential.txt");
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe("600");
    await plain.logged("the wall's credential is kept in a plain file, as --allow-plain-credential allows");
    expect(JSON.stringify(plain.log)).not.toContain(await readFile(file, "utf8"));
  });

  it.each(["quit", "SIGTERM"] as const)("[KW3] %s ends it cleanly and leaves nothing running", async (how) => {
    await using kiosk = start();
    const { url } = await kiosk.logged(started);
    if (how === "quit") await kiosk.ask({ ask: "quit" });
    else kiosk.kill("SIGTERM");
    const { code, out, left } = await kiosk.ended;
    expect({ code, out }).toEqual({ code: 0, out: "" });
    // What is left are the pipes to this test.
    expect(left.filter((name) => !name.startsWith("Pipe"))).toEqual([]);
    await expect(fetch(`${String(url)}/api/health`)).rejects.toThrow("fetch failed");
  });

  it("[KW4] a kiosk that cannot start says why and ends with 1, for the supervisor to start it again", async () => {
    await using second = start({ env: { STAND_IN_IS_SECOND: "1" } });
    expect((await second.ended).code).toBe(1);
    expect(second.log).toContainEqual(expect.objectContaining({ msg: expect.stringContaining("already shown") }));
    await using confused = start({ args: ["--config"] });
    expect((await confused.ended).code).toBe(1);
    expect(confused.log).toContainEqual(expect.objectContaining({ msg: "--config needs a file: --config PATH" }));
  });

  it("[KW5] the kiosk's program takes the commands of `nocturne` too, and opens no window for them", async () => {
    await using command = start({ args: ["check-config", join(folder, "wall.yaml")] });
    expect(await command.ended).toMatchObject({ code: 0, out: "" });
    expect(command.done).toEqual([]);
    await writeFile(join(folder, "wall.yaml"), "pannels: []\n");
    await using broken = start({ args: ["check-config", join(folder, "wall.yaml")] });
    expect(await broken.ended).toMatchObject({ code: 1, out: expect.stringContaining("wall.yaml:1:1: ") });
  });
});
