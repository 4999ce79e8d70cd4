import type { Logger } from "pino";
import { newPassword } from "../../server/accounts/password.ts";
import { reasonOf } from "../../server/expected-error.ts";
import { closePlainFile, readVault, type Vault, writeVault } from "./credential-vault.ts";

export interface Credential {
  password: string;
  /** No account has it yet. */
  isNew: boolean;
  /** Others may have read it: it is to be replaced. */
  isExposed: boolean;
}

/** The stored credential, or a new one where there is none or it cannot be used: the wall comes up either way. */
export async function openCredential(vault: Vault, log: Logger): Promise<Credential> {
  if (vault.kind === "plain") {
    log.warn({ file: vault.file }, "the wall's credential is kept in a plain file, as --allow-plain-credential allows");
  }
  const stored = await openStored(vault, log).catch((failure: unknown) => {
    log.error(
      { vault: vault.kind, reason: reasonOf(failure) },
      "the stored credential cannot be used; a new one is made",
    );
    return undefined;
  });
  if (stored) return stored;
  const password = newPassword();
  try {
    await writeVault(vault, password);
    log.info({ vault: vault.kind }, words[vault.kind]);
  } catch (failure) {
    log.error(
      { vault: vault.kind, reason: reasonOf(failure) },
      "the credential cannot be stored; it is for this launch",
    );
  }
  return { password, isNew: true, isExposed: false };
}

async function openStored(vault: Vault, log: Logger): Promise<Credential | undefined> {
  const isExposed = vault.kind === "plain" && (await closePlainFile(vault));
  if (isExposed) log.warn("others could read the plain file; it is closed to them now, and the credential is replaced");
  const password = await readVault(vault);
  return password === undefined ? undefined : { password, isNew: false, isExposed };
}

const words: Record<Vault["kind"], string> = {
  systemd: "a credential for this launch only: the one from systemd cannot be used",
  keyring: "a new credential is in the keyring",
  plain: "a new credential is in the plain file",
  memory: "a credential for this launch only: there is no keyring and no systemd credential to keep it in",
};
