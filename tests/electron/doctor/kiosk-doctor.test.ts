import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { root } from "../../../build/root.ts";
import { displays } from "../../../electron/doctor/displays.ts";
import { judgeCompositing } from "../../../electron/doctor/gpu.ts";
import type { Result } from "../../../server/doctor/examine.ts";
import { makeMachine } from "../../resources/site.ts";
import { startKiosk } from "../stand-in/kiosk-process.ts";
import { screen } from "../stand-in/machine.ts";

vi.mock("electron", () => import("../stand-in/electron.ts"));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-doctor-"));
  await mkdir(join(folder, "resources"));
  const asar = "bytes of the kiosk";
  await writeFile(join(folder, "resources/app.asar"), asar);
  await writeFile(
    join(folder, "resources/MANIFEST.sha256"),
    `${createHash("sha256").update(asar).digest("hex")}  app.asar\n`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** What the kiosk's own program answers to `doctor`, by the names of its checks. */
async function examined(env: NodeJS.ProcessEnv = {}): Promise<Record<string, Result>> {
  await using kiosk = startKiosk({
    main: join(root, "out/electron/main.js"),
    folder,
    args: ["doctor", "--json", "--accounts", join(folder, "accounts.json")],
    env: { DISPLAY: ":0", NOTIFY_SOCKET: "", ...env },
  });
  const { out } = await kiosk.ended;
  const { checks } = JSON.parse(out) as { checks: Result[] };
  return Object.fromEntries(checks.map((check) => [check.name, check]));
}

describe("the kiosk's doctor", { timeout: 60_000 }, () => {
  it("[DR21] asks the keyring, which must be one, and opens what is in it", async () => {
    await writeFile(join(folder, "wall-credential.bin"), "not what the keyring wrote");
    const [broken, none] = await Promise.all([examined(), examined({ STAND_IN_KEYRING: "none" })]);
    expect(broken["credential"]).toMatchObject({
      verdict: "fail",
      seen: expect.stringMatching(/cannot be opened with the keyring \(gnome_libsecret\): Error while decrypting/),
      remedy: "delete it: the wall makes a new one at its next start",
    });
    expect(none["credential"]).toMatchObject({
      verdict: "warn",
      seen: "there is no keyring: each launch makes a credential of its own",
    });
    await rm(join(folder, "wall-credential.bin"));
  });

  it("[DR21] asks Chromium who draws; [DR22] reads the installed asar as the file that it is", async () => {
    const seen = await examined({ STAND_IN_RESOURCES: join(folder, "resources") });
    expect(seen["credential"]).toMatchObject({
      verdict: "pass",
      seen: "the keyring (gnome_libsecret) is there to keep it",
    });
    expect(seen["gpu"]).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("the page is drawn by the processor (disabled_software)"),
    });
    expect(seen["signature"]).toMatchObject({ seen: expect.stringMatching(/^1 file as released; nobody vouches/) });
  });

  it("[DR21] a status of Chromium's that begins with enabled is the graphics card's", () => {
    expect(judgeCompositing("enabled")).toMatchObject({ verdict: "pass" });
    expect(judgeCompositing("enabled_force_on")).toMatchObject({ verdict: "pass" });
    expect(judgeCompositing("disabled_off")).toMatchObject({ verdict: "warn" });
  });

  it("[DR21] where the kernel tells no size, displays are judged by their pixels; one at least is connected", async () => {
    await using machine = await makeMachine({ platform: "win32" });
    await machine.configure(
      "display: { diagonal: 55in, distance: 5m }\npages: [ { panels: [ { type: text, text: x } ] } ]\n",
    );
    expect(await machine.look(displays)).toMatchObject({
      seen: expect.stringMatching(/^Stand-in 800 × 450; smallest type [\d.]+ arc minutes from 5 m/),
    });
    screen.become([]);
    expect(await machine.look(displays)).toMatchObject({ verdict: "fail", seen: "no display is connected" });
  });
});
