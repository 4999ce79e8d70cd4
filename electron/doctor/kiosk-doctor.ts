import { createRequire } from "node:module";
import { app } from "electron";
import type { Check } from "../../server/doctor/check.ts";
import { checks } from "../../server/doctor/checks/index.ts";
import { doctor } from "../../server/doctor/doctor.ts";
import type { InstalledFiles } from "../../server/doctor/site.ts";
import { becomesReady } from "../become-ready.ts";
import { credential } from "./credential.ts";
import { displays } from "./displays.ts";
import { gpu } from "./gpu.ts";

/** These know more than the checks of the same name that go by files alone. */
const electronChecks: Record<string, Check> = Object.fromEntries(
  [credential, displays, gpu].map((check) => [check.name, check]),
);

/** `nocturne doctor` in the kiosk's program: it asks the keyring, the displays and the graphics card as the wall will, if there is a display. */
export async function kioskDoctor(args: string[]): Promise<number> {
  const isReady = await becomesReady();
  return doctor(args, {
    checks: isReady ? checks.map((check) => electronChecks[check.name] ?? check) : checks,
    site: {
      userData: app.getPath("userData"),
      ...(app.isPackaged ? { installation: process.resourcesPath, installedFiles: originalFs() } : {}),
    },
  });
}

/** Node's own, which takes app.asar for the file that it is. */
function originalFs(): InstalledFiles {
  const files: InstalledFiles = createRequire(import.meta.url)("original-fs");
  return files;
}
