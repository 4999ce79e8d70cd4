import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Check } from "../check.ts";
import { pass, skip, warn } from "../finding.ts";
import { isThere } from "../may-access.ts";
import type { Site } from "../site.ts";

/** The name of the systemd credential that holds the wall's password: `LoadCredential=nocturne-wall`. */
const credentialName = "nocturne-wall";
const credstores = ["etc/credstore.encrypted", "etc/credstore"];

/** What keeps a credential where there is no keyring. */
export const keepWithSystemd =
  "keep it with systemd: head -c 24 /dev/urandom | base64 | systemd-creds encrypt --name=nocturne-wall - /etc/credstore.encrypted/nocturne-wall";

/** Where the wall's credential is kept, as far as its files tell. The kiosk asks the keyring itself. */
export const credential: Check = {
  name: "credential",
  async look(site) {
    const given = await givenBySystemd(site);
    if (given !== undefined && (await couldNotBeUnsealed(given, site)))
      return warn(
        `${given} could not be unsealed when the wall was started: it is of another PC or TPM; each launch makes one`,
        `see journalctl -u nocturne-credential; ${keepWithSystemd}`,
      );
    if (given !== undefined) return pass(`given by systemd (${given})`);
    const plain = join(site.userData, "wall-credential.txt");
    if (await isThere(plain))
      return warn(`kept in a plain file, ${plain}, as --allow-plain-credential allows`, keepWithSystemd);
    const sealed = join(site.userData, "wall-credential.bin");
    if (await isThere(sealed))
      return skip(`sealed in ${sealed}; only the installed kiosk can ask the keyring for its key`);
    return skip("none is kept yet, and only the installed kiosk can ask the keyring");
  },
};

/** The file with the credential that systemd gives the kiosk, or will at its next start. */
export async function givenBySystemd({ env, root }: Pick<Site, "env" | "root">): Promise<string | undefined> {
  const folders = [env["CREDENTIALS_DIRECTORY"], ...credstores.map((store) => resolve(root, store))];
  for (const folder of folders) {
    const file = folder && join(folder, credentialName);
    if (file && (await isThere(file))) return file;
  }
  return undefined;
}

/** By what build/linux/nocturne-credential.service left. Only root may look there: to others nothing is known. */
async function couldNotBeUnsealed(sealed: string, { root }: Pick<Site, "root">): Promise<boolean> {
  const store = resolve(root, "run/credstore");
  try {
    const [names, tried, made] = await Promise.all([readdir(store), stat(store), stat(sealed)]);
    return tried.mtimeMs > made.mtimeMs && !names.includes(credentialName);
  } catch {
    return false;
  }
}
