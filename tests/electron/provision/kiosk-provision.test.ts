import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startKiosk } from "../stand-in/kiosk-process.ts";

const main = fileURLToPath(new URL("../../../out/electron/main.js", import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-kiosk-provision-"));
  await writeFile(join(folder, "wall.pin"), "a wall's own password\n", { mode: 0o600 });
  await writeFile(
    join(folder, "answers.yaml"),
    "accounts: ./accounts.json\nwall: { password: { file: ./wall.pin } }\n",
  );
});
afterEach(() => rm(folder, { recursive: true }));

/** On a machine without systemd-creds. */
async function provision(args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const answers = ["provision", "--no-sandbox", "--answers", join(folder, "answers.yaml"), "--no-doctor"];
  await using kiosk = startKiosk({
    main,
    folder,
    args: [...answers, ...args],
    env: { PATH: folder, DISPLAY: ":0", ...env },
  });
  const { code, out } = await kiosk.ended;
  return { code, out, err: kiosk.log.map(({ msg }) => String(msg)).join("\n") };
}

describe("the kiosk's own program provisions", { timeout: 60_000 }, () => {
  it("[PV12] the wall's credential into the keyring, from where the kiosk takes it", async () => {
    const first = await provision();
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining("sealed by the keyring") });
    const sealed = await readFile(join(folder, "wall-credential.bin"));
    // As the stand-in's keyring writes it.
    expect(Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString()).toMatch(/: a wall's own password$/);
  });

  it("[PV12] and nowhere else: plain text only where it is allowed, and without a display not at all", async () => {
    const none = { STAND_IN_KEYRING: "none" };
    expect(await provision([], none)).toMatchObject({ code: 1, err: expect.stringContaining("has no keyring") });
    const blind = { DISPLAY: "", WAYLAND_DISPLAY: "" };
    expect(await provision([], blind)).toMatchObject({ code: 1, err: expect.stringContaining("without a display") });
    const plain = await provision(["--allow-plain-credential"], none);
    expect(plain).toMatchObject({ code: 0, out: expect.stringContaining("in plain text") });
    const file = join(folder, "wall-credential.txt");
    expect(await readFile(file, "utf8")).toBe("a wall's own password");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
