import { safeStorage } from "electron";
import type { Check } from "../../server/doctor/check.ts";
import { credential as byItsFiles, givenBySystemd, keepWithSystemd } from "../../server/doctor/checks/credential.ts";
import { type Finding, fail, pass, warn } from "../../server/doctor/finding.ts";
import { reasonOf } from "../../server/expected-error.ts";
import { findVault, readVault, type Vault } from "../sign-in/credential-vault.ts";

/** Where the wall's credential is kept, and whether it can be opened: the keyring is asked. */
export const credential: Check = {
  name: byItsFiles.name,
  async look(site, run) {
    if ((await givenBySystemd(site)) !== undefined) return byItsFiles.look(site, run);
    const { env, platform, userData: folder } = site;
    const vault = await findVault({ env, platform, folder, keyring: safeStorage, allowPlain: false });
    if (vault.kind === "keyring") return openKeyring(vault, platform);
    const found = await byItsFiles.look(site, run);
    return found.verdict === "skip"
      ? warn("there is no keyring: each launch makes a credential of its own", keepWithSystemd)
      : found;
  },
};

async function openKeyring(vault: Extract<Vault, { kind: "keyring" }>, platform: NodeJS.Platform): Promise<Finding> {
  const keyring = `the keyring${platform === "linux" ? ` (${vault.keyring.getSelectedStorageBackend()})` : ""}`;
  try {
    const password = await readVault(vault);
    return pass(password === undefined ? `${keyring} is there to keep it` : `kept by ${keyring}`);
  } catch (failure) {
    return fail(
      `${vault.file} cannot be opened with ${keyring}: ${reasonOf(failure)}`,
      `delete it: the wall makes a new one at its next start`,
    );
  }
}
