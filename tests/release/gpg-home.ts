import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface GpgHome extends AsyncDisposable {
  folder: string;
  fingerprint: string;
}

/** A keyring of its own with one new key: no key of a person is touched, and none outlives the test. */
export async function makeGpgHome(): Promise<GpgHome> {
  const folder = await mkdtemp(join(tmpdir(), "nocturne-gpg-"));
  const env = { ...process.env, GNUPGHOME: folder };
  const make = [
    "--batch",
    "--quiet",
    "--passphrase",
    "",
    "--quick-generate-key",
    "Test Release",
    "rsa2048",
    "sign",
    "1d",
  ];
  execFileSync("gpg", make, { env, stdio: "ignore" });
  const listed = execFileSync("gpg", ["--batch", "--with-colons", "--list-secret-keys"], { env, encoding: "utf8" });
  const fingerprint = /^fpr:+([\dA-F]{40}):/m.exec(listed)?.[1] ?? "";
  return {
    folder,
    fingerprint,
    async [Symbol.asyncDispose]() {
      spawnSync("gpgconf", ["--kill", "all"], { env });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
