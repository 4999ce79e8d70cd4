import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findVault, type Keyring, type Surroundings, type Vault } from "../../../electron/sign-in/credential-vault.ts";
import { openCredential } from "../../../electron/sign-in/open-credential.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-vault-"));
});
afterEach(() => rm(folder, { recursive: true }));

const keyring: Keyring = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => "gnome_libsecret",
  encryptStringAsync: async (text) => Buffer.from(Buffer.from(text).toReversed()),
  decryptStringAsync: async (bytes) => ({ result: Buffer.from(bytes.toReversed()).toString(), shouldReEncrypt: false }),
};

async function kindIn(surroundings: Partial<Surroundings>): Promise<Vault["kind"]> {
  const vault = await findVault({ env: {}, platform: "linux", keyring, folder, allowPlain: false, ...surroundings });
  return vault.kind;
}

function recordingLog() {
  const lines: string[] = [];
  return { lines, log: pino({ base: null }, { write: (line: string) => void lines.push(line) }) };
}

describe("the credential vault", () => {
  it("[VA5] a systemd credential comes first, then the keyring, then a plain file by flag, then memory", async () => {
    const env = { CREDENTIALS_DIRECTORY: folder };
    expect(await kindIn({ env })).toBe("keyring");
    await writeFile(join(folder, "nocturne-wall"), "from systemd, long enough\n");
    expect(await kindIn({ env })).toBe("systemd");
    const none = { ...keyring, isAsyncEncryptionAvailable: async () => false };
    expect(await kindIn({ keyring: none })).toBe("memory");
    expect(await kindIn({ keyring: none, allowPlain: true })).toBe("plain");
  });

  it.each(["basic_text", "unknown"] as const)(
    "[VA6] on Linux the backend %s is no keyring, though encryption is said to be available",
    async (backend) => {
      const nominal = { ...keyring, getSelectedStorageBackend: () => backend };
      expect(await kindIn({ keyring: nominal })).toBe("memory");
      expect(await kindIn({ keyring: nominal, platform: "win32" })).toBe("keyring");
    },
  );

  it("[VA7] a keyring that waits for a person is given up after 10 s", async () => {
    vi.useFakeTimers();
    try {
      const locked = { ...keyring, isAsyncEncryptionAvailable: () => new Promise<boolean>(() => undefined) };
      const kind = kindIn({ keyring: locked });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await kind).toBe("memory");
    } finally {
      vi.useRealTimers();
    }
  });

  it("[VA2] a credential that was made once is found again in each place that keeps it", async () => {
    const { log, lines } = recordingLog();
    const keeping: Vault[] = [
      { kind: "keyring", file: join(folder, "a"), keyring },
      { kind: "plain", file: join(folder, "b") },
    ];
    for (const vault of keeping) {
      const made = await openCredential(vault, log);
      expect(made).toEqual({ password: expect.stringMatching(/^[\w-]{43}$/), isNew: true, isExposed: false });
      expect(await openCredential(vault, log)).toEqual({ password: made.password, isNew: false, isExposed: false });
      expect(lines.join("")).not.toContain(made.password);
    }
    const memory = await openCredential({ kind: "memory" }, log);
    expect((await openCredential({ kind: "memory" }, log)).password).not.toBe(memory.password);
  });

  it("[VA8] a systemd credential is used without its line end; one that cannot be a password is told and passed by", async () => {
    const { log, lines } = recordingLog();
    const vault: Vault = { kind: "systemd", file: join(folder, "nocturne-wall") };
    await writeFile(vault.file, "from systemd, long enough\n");
    expect(await openCredential(vault, log)).toMatchObject({ password: "from systemd, long enough", isNew: false });
    await writeFile(vault.file, "short\n");
    expect(await openCredential(vault, log)).toMatchObject({ isNew: true });
    expect(lines.join("")).toContain("it holds 5 characters, and a credential has 8 to 1024");
    expect(lines.join("")).not.toContain("short");
  });

  it("[VA3] a place that cannot be written leaves a credential for this launch, and the log says so", async () => {
    const { log, lines } = recordingLog();
    const file = join(folder, "taken");
    await mkdir(file);
    expect(await openCredential({ kind: "plain", file }, log)).toMatchObject({ isNew: true });
    expect(lines.join("")).toContain("the credential cannot be stored; it is for this launch");
  });

  it("[VA10] a plain file that others could read is closed to them, and what it held is to be replaced", async () => {
    const { log, lines } = recordingLog();
    const vault = { kind: "plain", file: join(folder, "open") } as const;
    await writeFile(vault.file, "a password for all");
    await chmod(vault.file, 0o644);
    expect(await openCredential(vault, log)).toEqual({ password: "a password for all", isNew: false, isExposed: true });
    expect(((await stat(vault.file)).mode & 0o777).toString(8)).toBe("600");
    expect(lines.join("")).toContain("others could read the plain file");
    expect(await openCredential(vault, log)).toMatchObject({ isExposed: false });
  });

  it("[VA9] what the keyring asks to be encrypted anew is, and one that cannot be is used all the same", async () => {
    const { log } = recordingLog();
    const vault = { kind: "keyring", file: join(folder, "c"), keyring } as const;
    const { password } = await openCredential(vault, log);
    const encryptStringAsync = vi
      .fn<Keyring["encryptStringAsync"]>()
      .mockRejectedValue(new Error("key is being rotated"));
    const rotating: Keyring = {
      ...keyring,
      encryptStringAsync,
      decryptStringAsync: async (bytes) => ({ ...(await keyring.decryptStringAsync(bytes)), shouldReEncrypt: true }),
    };
    expect(await openCredential({ ...vault, keyring: rotating }, log)).toMatchObject({ password, isNew: false });
    expect(encryptStringAsync).toHaveBeenCalledWith(password);
  });
});
