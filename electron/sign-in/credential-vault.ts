import { access, chmod, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SafeStorage } from "electron";
import { writeFileAtomically } from "../../server/atomic-file.ts";

/** The operating system's keyring, as far as a vault needs it. */
export type Keyring = Pick<
  SafeStorage,
  "isAsyncEncryptionAvailable" | "getSelectedStorageBackend" | "encryptStringAsync" | "decryptStringAsync"
>;

/** Where the wall's credential lives. */
export type Vault =
  /** Given by systemd (`LoadCredential=nocturne-wall`), which alone can change it. */
  | { kind: "systemd"; file: string }
  | { kind: "keyring"; file: string; keyring: Keyring }
  | { kind: "plain"; file: string }
  /** Nowhere: each launch has its own. */
  | { kind: "memory" };

export interface Surroundings {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  keyring: Keyring;
  /** Where this program keeps its own files. */
  folder: string;
  /** A plain file, mode 0600, may be used where there is nothing better. */
  allowPlain: boolean;
}

/** A locked keyring asks a person, and on a wall there is none. */
const keyringWithinMs = 10_000;

/** The best place that this machine has. */
export async function findVault({ env, platform, keyring, folder, allowPlain }: Surroundings): Promise<Vault> {
  const given = env["CREDENTIALS_DIRECTORY"] && join(env["CREDENTIALS_DIRECTORY"], "nocturne-wall");
  if (given && (await exists(given))) return { kind: "systemd", file: given };
  if (await encrypts(keyring, platform)) return { kind: "keyring", file: join(folder, "wall-credential.bin"), keyring };
  return allowPlain ? { kind: "plain", file: join(folder, "wall-credential.txt") } : { kind: "memory" };
}

/** The password that is kept there; undefined where none is yet. Throws what the file system or the keyring throws. */
export async function readVault(vault: Vault): Promise<string | undefined> {
  switch (vault.kind) {
    case "memory":
      return undefined;
    case "systemd":
    case "plain": {
      const bytes = await readIfThere(vault.file);
      return bytes && asPassword(bytes.toString("utf8").trimEnd());
    }
    case "keyring": {
      const bytes = await readIfThere(vault.file);
      if (!bytes) return undefined;
      const { result, shouldReEncrypt } = await inTime(vault.keyring.decryptStringAsync(bytes));
      const password = asPassword(result);
      // The old key still opens it: where this fails, it is done at the next start.
      if (shouldReEncrypt) await writeVault(vault, password).catch(() => undefined);
      return password;
    }
  }
}

/** Keeps the password there, where that place can be written. */
export async function writeVault(vault: Vault, password: string): Promise<void> {
  switch (vault.kind) {
    case "memory":
    case "systemd":
      return;
    case "plain":
      return writeFileAtomically(vault.file, password);
    case "keyring":
      return writeFileAtomically(vault.file, await inTime(vault.keyring.encryptStringAsync(password)));
  }
}

/**
 * On Linux encryption is "available" without a keyring too, with a key that everybody knows: the backend tells.
 * https://www.electronjs.org/docs/latest/api/safe-storage
 */
async function encrypts(keyring: Keyring, platform: NodeJS.Platform): Promise<boolean> {
  const isAvailable = await inTime(keyring.isAsyncEncryptionAvailable()).catch(() => false);
  return (
    isAvailable && (platform !== "linux" || !["basic_text", "unknown"].includes(keyring.getSelectedStorageBackend()))
  );
}

/** The rule of an account's password. */
function asPassword(text: string): string {
  if (text.length >= 8 && text.length <= 1024) return text;
  throw new Error(`it holds ${text.length} characters, and a credential has 8 to 1024`);
}

/**
 * Closes a plain file that others could read. True: it was open, and what it holds must be taken for known. A file that
 * cannot be closed is not to be used, and throws.
 */
export async function closePlainFile({ file }: Extract<Vault, { kind: "plain" }>): Promise<boolean> {
  // Windows keeps others out by the user's own folder.
  if (process.platform === "win32" || !(await exists(file))) return false;
  const { mode } = await stat(file);
  if ((mode & 0o077) === 0) return false;
  const isClosed = await chmod(file, 0o600).then(
    () => true,
    () => false,
  );
  if (!isClosed)
    throw new Error(`${file} is open to others (mode ${(mode & 0o777).toString(8)}), and its mode cannot be changed`);
  return true;
}

async function inTime<T>(asked: Promise<T>): Promise<T> {
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => tooLate.reject(new Error(`the keyring did not answer within ${keyringWithinMs / 1000} s`)),
    keyringWithinMs,
  );
  try {
    return await Promise.race([asked, tooLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  return (await exists(file)) ? readFile(file) : undefined;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
