import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { writeFileAtomically } from "../atomic-file.ts";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import type { CredentialPlace, FindPlace } from "./credential-place.ts";

/** nocturne@.service loads the credential of this name from here, and starts without it where there is none. */
const credentialName = "nocturne-wall";
const defaultFile = `/etc/credstore.encrypted/${credentialName}`;
const limitMs = 20_000;

/** Sealed by systemd-creds (252) to this machine's TPM, or its host key. */
export function systemdPlace(file = defaultFile): CredentialPlace {
  return {
    words: `${file}, sealed to this machine`,
    // One that was sealed on another machine cannot be opened, and is replaced.
    read: () => systemdCreds(["decrypt", `--name=${credentialName}`, file, "-"], "").catch(() => undefined),
    async write(password) {
      const before = await readFile(file).catch(() => undefined);
      const sealed = await systemdCreds(["encrypt", `--name=${credentialName}`, "-", "-"], password);
      try {
        await writeFileAtomically(file, sealed);
      } catch (failure) {
        throw new ExpectedError(`${file} cannot be written: ${reasonOf(failure)}`);
      }
      return () => (before ? writeFileAtomically(file, before) : rm(file, { force: true }));
    },
  };
}

/** Whether this process can seal with systemd: its host key is root's. */
export async function canSealWithSystemd(): Promise<boolean> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  return systemdCreds(["--version"], "").then(
    () => true,
    () => false,
  );
}

/** What the server's own program can do; the kiosk's has its keyring besides. */
export const findSystemdPlace: FindPlace = async ({ to }) => {
  if (to !== undefined || (await canSealWithSystemd())) return systemdPlace(to);
  throw new ExpectedError(
    "the wall's credential cannot be sealed here: run this as root on Linux with systemd-creds (systemd 250 or later), or run the installed kiosk, which can ask the keyring; without either the wall makes itself a new credential at each start",
  );
};

/** Its output. The password goes by standard input: an argument could be read by others. */
function systemdCreds(args: string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: limitMs, killSignal: "SIGKILL", env: { ...process.env, LC_ALL: "C" } } as const;
    const child = execFile("systemd-creds", args, options, (failure, stdout, stderr) => {
      if (!failure) return resolve(stdout);
      const isMissing = failure.code === "ENOENT";
      const said = stderr.trim().split("\n").at(-1) || reasonOf(failure);
      const words = isMissing ? "it is not installed" : said;
      reject(new ExpectedError(`systemd-creds cannot seal the wall's credential: ${words}`));
    });
    // One that ends early does not read it.
    child.stdin?.on("error", () => undefined).end(input);
  });
}
