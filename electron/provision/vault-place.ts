import { readFile, rm } from "node:fs/promises";
import { writeFileAtomically } from "../../server/atomic-file.ts";
import { ExpectedError, reasonOf } from "../../server/expected-error.ts";
import type { CredentialPlace } from "../../server/provision/credential-place.ts";
import { readVault, type Vault, writeVault } from "../sign-in/credential-vault.ts";

const words = { keyring: "sealed by the keyring", plain: "in plain text, as --allow-plain-credential allows" };

/** The vault that the kiosk looks in, as far as it can be written. Throws ExpectedError where it cannot. */
export function vaultPlace(vault: Vault): CredentialPlace {
  if (vault.kind === "systemd")
    throw new ExpectedError("the wall's credential is given by systemd, and sealed by root");
  if (vault.kind === "memory") {
    throw new ExpectedError(
      "this session has no keyring to seal the wall's credential with; run this as root, with systemd-creds, or keep it in plain text by --allow-plain-credential",
    );
  }
  const { file, kind } = vault;
  return {
    words: `${file}, ${words[kind]}`,
    // What cannot be opened any more is replaced.
    read: () => readVault(vault).catch(() => undefined),
    async write(password) {
      const before = await readFile(file).catch(() => undefined);
      try {
        await writeVault(vault, password);
      } catch (failure) {
        throw new ExpectedError(`${file} cannot be written: ${reasonOf(failure)}`);
      }
      return () => (before ? writeFileAtomically(file, before) : rm(file, { force: true }));
    },
  };
}
