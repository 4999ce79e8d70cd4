import { rm } from "node:fs/promises";
import { run } from "./run.ts";

/** A secret key of the keyring in GNUPGHOME, by its fingerprint. Its passphrase, if any, is gpg-agent's affair. */
export interface GpgKey {
  fingerprint: string;
}

const debian = "gnupg";

/** Writes FILE.sig beside FILE: `gpgv --keyring KEY FILE.sig FILE`. */
export async function signDetached(file: string, { fingerprint }: GpgKey): Promise<void> {
  await rm(`${file}.sig`, { force: true });
  await run("gpg", [...quiet, "--local-user", fingerprint, "--output", `${file}.sig`, "--detach-sign", file], {
    debian,
  });
}

/** Writes `signed`, in which the text stands in the clear: apt's InRelease. */
export async function signInTheClear(file: string, signed: string, { fingerprint }: GpgKey): Promise<void> {
  await rm(signed, { force: true });
  await run("gpg", [...quiet, "--local-user", fingerprint, "--output", signed, "--clearsign", file], { debian });
}

/** Writes the public key, as gpgv and apt's `signed-by` read it. */
export async function exportKey(file: string, { fingerprint }: GpgKey): Promise<void> {
  await rm(file, { force: true });
  await run("gpg", [...quiet, "--output", file, "--export", fingerprint], { debian });
}

const quiet = ["--batch", "--yes", "--quiet", "--digest-algo", "SHA512"];
