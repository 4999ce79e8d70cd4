import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { config } from "../../server/doctor/checks/config.ts";
import { files } from "../../server/doctor/checks/files.ts";
import { secrets } from "../../server/doctor/checks/secrets.ts";
import { signature } from "../../server/doctor/checks/signature.ts";
import { userDataFolder } from "../../server/doctor/site.ts";
import { makeMachine, type TestMachine, withOwnPrograms } from "../resources/site.ts";

const run = promisify(execFile);
const pages = "pages: [ { panels: [ { type: text, text: x } ] } ]\n";

describe("the configuration", () => {
  it("[DR3] is held to what check-config holds it to", async () => {
    await using machine = await makeMachine();
    expect(await machine.look(config)).toMatchObject({ verdict: "warn", remedy: "write /etc/nocturne/wall.yaml" });
    await machine.configure(pages);
    expect(await machine.look(config)).toMatchObject({
      verdict: "pass",
      seen: "0 sources and 1 page, without a fault",
    });
    await machine.configure(`tittle: x\ntime_zones: [Mars/Olympus]\n${pages}`);
    expect(await machine.look(config)).toMatchObject({
      verdict: "fail",
      seen: expect.stringMatching(/wall\.yaml:1:1: unknown key "tittle".*, and 1 more fault$/),
      remedy: expect.stringContaining("nocturne check-config "),
    });
    expect(await machine.look(secrets)).toMatchObject({
      verdict: "skip",
      seen: "the configuration must be mended first",
    });
  });
});

describe("files", () => {
  it("[DR18] what is kept is for its owner alone, and whole", async () => {
    await using machine = await makeMachine();
    const { accounts } = machine.site;
    expect(await machine.look(files)).toMatchObject({ verdict: "skip" });
    await provisionAccount(accounts, { user: "ada", role: "operator", password: "correct horse" });
    expect(await machine.look(files)).toMatchObject({
      verdict: "pass",
      seen: `1 account in ${accounts}, for its owner alone`,
    });
    await machine.file("state/alarms.json", "{}", 0o644);
    expect(await machine.look(files)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("alarms.json is open to others (mode 644)"),
      remedy: expect.stringContaining("chmod 600"),
    });
    await machine.file("state/alarms.json", "{}");
    await machine.file("state/accounts.json", "{ broken");
    expect(await machine.look(files)).toMatchObject({ verdict: "fail", seen: expect.stringContaining("is not JSON") });
  });

  it("[DR18] a file of another user is told", async () => {
    await using machine = await makeMachine({ user: { name: "nocturne", uid: (process.getuid?.() ?? 0) + 1 } });
    const file = await machine.file("state/alarms.json", "{}");
    expect(await machine.look(files)).toMatchObject({ verdict: "fail", remedy: `chown nocturne ${file}` });
  });

  it("[DR18] secrets that the configuration refers to are there, and not for everybody; none is repeated", async () => {
    await using machine = await makeMachine();
    const source =
      'sources: { metrics: { type: prometheus, url: "http://127.0.0.1:9", headers: { x-key: { file: ./key } } } }\n';
    await machine.configure(pages);
    expect(await machine.look(secrets)).toMatchObject({ verdict: "skip" });
    await machine.configure(source + pages);
    expect(await machine.look(secrets)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("there is no file"),
    });
    await machine.file("key", "hunter2hunter2", 0o644);
    const open = await machine.look(secrets);
    expect(open).toMatchObject({ verdict: "warn", seen: expect.stringContaining("open to everybody (mode 644)") });
    expect(JSON.stringify(open)).not.toContain("hunter2");
    await machine.file("key", "hunter2hunter2", 0o640);
    expect(await machine.look(secrets)).toMatchObject({ verdict: "pass", seen: "1 secret in place" });
    await machine.configure(`server: { metrics_token: { env: NOCTURNE_TOKEN } }\n${source}${pages}`);
    expect(await machine.look(secrets)).toMatchObject({
      verdict: "pass",
      seen: "1 secret in place; 1 more only the wall's own process is given",
    });
  });
});

const hasGpg = existsSync("/usr/bin/gpg") && existsSync("/usr/bin/gpgv");

/** A release of two files, with its manifest. */
async function install(machine: TestMachine): Promise<string> {
  const folder = join(machine.folder, "opt");
  machine.site.installation = folder;
  const lines: string[] = [];
  for (const [name, text] of Object.entries({ "app.asar": "the program", "renderer/index.html": "<!doctype html>" })) {
    await machine.file(`opt/${name}`, text);
    lines.push(`${createHash("sha256").update(text).digest("hex")}  ${name}\n`);
  }
  await machine.file("opt/MANIFEST.sha256", lines.join(""));
  return folder;
}

/** A key made for this test, its public half where the package puts it; signs the manifest. */
async function sign(machine: TestMachine, folder: string, { trusted }: { trusted: boolean }): Promise<void> {
  // gpg-agent's socket must have a short path.
  const home = await mkdtemp(join(tmpdir(), "gpg-"));
  const gpg = (...args: string[]) => run("gpg", ["--homedir", home, "--batch", "--yes", "--quiet", ...args]);
  try {
    await gpg(
      "--passphrase",
      "",
      "--quick-generate-key",
      "Nocturne releases <releases@nocturne.example>",
      "ed25519",
      "sign",
      "never",
    );
    const keys = join(machine.folder, "usr/share/keyrings");
    await mkdir(keys, { recursive: true });
    if (trusted) await gpg("--output", join(keys, "nocturne.gpg"), "--export");
    await gpg("--output", join(folder, "MANIFEST.sha256.sig"), "--detach-sign", join(folder, "MANIFEST.sha256"));
  } finally {
    await run("gpgconf", ["--homedir", home, "--kill", "all"]).catch(() => undefined);
    await rm(home, { recursive: true, force: true });
  }
}

describe("the signature of the installation", () => {
  it("[DR2] a checkout has none; one without a manifest, or whose key is not there, is a warning", async () => {
    await using machine = await makeMachine();
    expect(await machine.look(signature)).toMatchObject({
      verdict: "skip",
      seen: "not installed: this runs from a checkout",
    });
    const folder = await install(machine);
    expect(await machine.look(signature)).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("2 files as released; nobody vouches for it"),
    });
    await rm(join(folder, "MANIFEST.sha256"));
    expect(await machine.look(signature)).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("has no MANIFEST.sha256"),
    });
  });

  it("[DR2] a file that was changed, added or removed fails", async () => {
    await using machine = await makeMachine();
    const folder = await install(machine);
    await writeFile(join(folder, "app.asar"), "another program");
    expect(await machine.look(signature)).toMatchObject({ verdict: "fail", seen: "app.asar was changed" });
    await install(machine);
    await machine.file("opt/renderer/extra.js", "mine");
    expect(await machine.look(signature)).toMatchObject({ verdict: "fail", seen: "renderer/extra.js was added" });
    await rm(join(folder, "renderer"), { recursive: true });
    expect(await machine.look(signature)).toMatchObject({ verdict: "fail", seen: "renderer/index.html is missing" });
  });

  it.skipIf(!hasGpg)("[DR2] the manifest must be signed by the release key, which gpgv proves", async () => {
    await using machine = await makeMachine();
    withOwnPrograms(machine);
    const folder = await install(machine);
    await sign(machine, folder, { trusted: true });
    expect(await machine.look(signature)).toEqual({
      name: "signature",
      verdict: "pass",
      seen: "2 files as released, signed by Nocturne releases <releases@nocturne.example>",
    });
    const manifest = join(folder, "MANIFEST.sha256");
    // Another order of the same lines is not what was signed.
    await writeFile(manifest, (await readFile(manifest, "utf8")).trim().split("\n").toReversed().join("\n"));
    expect(await machine.look(signature)).toMatchObject({
      verdict: "fail",
      seen: "the signature is not that of the release key",
    });
    await install(machine);
    await sign(machine, folder, { trusted: false });
    expect(await machine.look(signature)).toMatchObject({
      verdict: "fail",
      seen: "the signature is not that of the release key",
    });
    await rm(join(folder, "MANIFEST.sha256.sig"));
    expect(await machine.look(signature)).toMatchObject({ verdict: "fail", seen: "MANIFEST.sha256 is not signed" });
  });
});

describe("where the kiosk keeps its own", () => {
  it.each([
    ["linux", {}, "/home/noc/.config/nocturne"],
    ["linux", { XDG_CONFIG_HOME: "/etc/kiosk" }, "/etc/kiosk/nocturne"],
    ["darwin", {}, "/home/noc/Library/Application Support/nocturne"],
    ["win32", { APPDATA: "C:\\Users\\noc\\AppData\\Roaming" }, "C:\\Users\\noc\\AppData\\Roaming\\nocturne"],
  ] as const)("[DR23] on %s with %o it is where Electron has it: %s", (platform, env, folder) => {
    expect(userDataFolder({ platform, env, home: "/home/noc" })).toBe(folder);
  });
});
