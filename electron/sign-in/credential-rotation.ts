import { stat } from "node:fs/promises";
import type { Logger } from "pino";
import { newPassword } from "../../server/accounts/password.ts";
import { knowsPassword, offerPassword, type Place, settlePassword } from "../../server/accounts/replace-password.ts";
import { reasonOf } from "../../server/expected-error.ts";
import type { Lifetime } from "../../server/lifetime.ts";
import { type Vault, writeVault } from "./credential-vault.ts";
import type { Credential } from "./open-credential.ts";

const dayMs = 86_400_000;
/** A credential that leaked with an old backup or a sold disk opens nothing for long. */
const longestLifeMs = 30 * dayMs;
const lookEveryMs = dayMs;

/** What is done to the account and to the vault; each throws where it cannot be done. */
export interface RotationSteps {
  /** The account takes both passwords. */
  offer(password: string): Promise<void>;
  /** The account, as it lies on the disk, takes this one. */
  prove(password: string): Promise<boolean>;
  /** The vault has it. */
  keep(password: string): Promise<void>;
  /** The account takes this one only. */
  settle(password: string): Promise<void>;
}

/**
 * Replaces the credential. At each moment the account takes what the vault has: a crash between any two steps leaves a
 * wall that comes up, and `settle` at the next start finishes what was begun. The wall's session and its sockets go on.
 * True if it was replaced; otherwise the old one is as good as before.
 */
export async function rotateCredential(credential: Credential, steps: RotationSteps, log: Logger): Promise<boolean> {
  const password = newPassword();
  try {
    await steps.offer(password);
    if (!(await steps.prove(password))) throw new Error("the account does not take the new one");
    await steps.keep(password);
  } catch (failure) {
    log.warn({ reason: reasonOf(failure) }, "the credential is not replaced; the old one stays");
    await settle(credential.password, steps, log);
    return false;
  }
  credential.password = password;
  credential.isExposed = false;
  await settle(password, steps, log);
  log.info("the credential is replaced");
  return true;
}

export interface Rotation {
  credential: Credential;
  vault: Vault;
  /** The wall's account. */
  place: Place;
  log: Logger;
  lifetime: Lifetime;
}

/**
 * Finishes what was begun before a crash, then replaces the credential whenever it is a month old, and at once where
 * others could read it. What systemd gives, systemd alone can replace; what lives in memory is replaced by each launch.
 */
export async function keepRotating({ credential, vault, place, log, lifetime }: Rotation): Promise<void> {
  const steps: RotationSteps = {
    offer: (password) => offerPassword(place, password),
    prove: (password) => knowsPassword(place, password),
    keep: (password) => writeVault(vault, password),
    settle: (password) => settlePassword(place, password),
  };
  if (vault.kind !== "keyring" && vault.kind !== "plain") return;
  const { file } = vault;
  const look = async () => {
    if (credential.isExposed || isDue(await writtenAt(file), Date.now()))
      await rotateCredential(credential, steps, log);
  };
  await settle(credential.password, steps, log);
  if (lifetime.over) return;
  await look();
  lifetime.every(lookEveryMs, () => void look());
}

/** Epoch milliseconds. A clock that was set back makes nothing due, and one that was set on no more than once. */
export function isDue(writtenAtMs: number | undefined, now: number): boolean {
  return writtenAtMs !== undefined && now - writtenAtMs > longestLifeMs;
}

async function settle(password: string, steps: RotationSteps, log: Logger): Promise<void> {
  await steps.settle(password).catch((failure: unknown) => {
    log.warn({ reason: reasonOf(failure) }, "what was begun of replacing the credential is finished at the next start");
  });
}

async function writtenAt(file: string): Promise<number | undefined> {
  const stats = await stat(file).catch(() => undefined);
  return stats?.mtimeMs;
}
