import { app, safeStorage } from "electron";
import { ExpectedError } from "../../server/expected-error.ts";
import type { FindPlace } from "../../server/provision/credential-place.ts";
import { provision } from "../../server/provision/provision.ts";
import { canSealWithSystemd, systemdPlace } from "../../server/provision/systemd-place.ts";
import { becomesReady } from "../become-ready.ts";
import { findVault } from "../sign-in/credential-vault.ts";
import { vaultPlace } from "./vault-place.ts";

/** `nocturne provision` in the kiosk's program: where systemd cannot seal the wall's credential, the keyring is asked. */
export async function kioskProvision(args: string[]): Promise<number> {
  return provision(args, { findPlace, doctor });
}

const doctor = async (args: string[]) => (await import("../doctor/kiosk-doctor.ts")).kioskDoctor(args);

const findPlace: FindPlace = async ({ to, allowPlain }) => {
  if (to !== undefined || (await canSealWithSystemd())) return systemdPlace(to);
  if (!(await becomesReady())) {
    throw new ExpectedError(
      "without a display the keyring cannot be asked; run this in the desktop session that shows the wall, or as root with systemd-creds",
    );
  }
  const { env, platform } = process;
  return vaultPlace(
    await findVault({ env, platform, folder: app.getPath("userData"), keyring: safeStorage, allowPlain }),
  );
};
