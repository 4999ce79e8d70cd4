import { createHash } from "node:crypto";
import { join, relative, resolve } from "node:path";
import type { Check } from "../check.ts";
import { count, type Finding, fail, listed, pass, skip, warn } from "../finding.ts";
import { isThere } from "../may-access.ts";
import type { InstalledFiles, Site } from "../site.ts";

const manifestName = "MANIFEST.sha256";
const signatureName = `${manifestName}.sig`;
/** Where the package puts the key that releases are signed with, below the machine's root. */
const keyFile = "usr/share/keyrings/nocturne.gpg";
const reinstall = "install the signed package again";

/** The installed files are those that were released: each as the manifest says, none besides, and the manifest signed. */
export const signature: Check = {
  name: "signature",
  async look(site) {
    const { installation, installedFiles } = site;
    if (installation === undefined) return skip("not installed: this runs from a checkout");
    const manifest = await installedFiles.promises
      .readFile(join(installation, manifestName), "utf8")
      .catch(() => undefined);
    if (manifest === undefined)
      return warn(`${installation} has no ${manifestName}: nobody can tell whether it is whole`, reinstall);
    const changed = await differences(installedFiles, { folder: installation, manifest });
    if (changed.length > 0) return fail(listed(changed), `${reinstall}; if nobody changed it, find out who did`);
    return judgeSignature(site, { installation, files: entriesOf(manifest).length });
  },
};

async function judgeSignature(
  site: Site,
  { installation, files }: { installation: string; files: number },
): Promise<Finding> {
  const whole = `${count(files, "file")} as released`;
  const key = resolve(site.root, keyFile);
  if (!(await isThere(key)))
    return warn(`${whole}; nobody vouches for it: there is no key ${key}`, "install the package with its key");
  const [signature, manifest] = [signatureName, manifestName].map((name) => join(installation, name));
  if (!signature || !manifest || !(await isThere(signature))) return fail(`${manifestName} is not signed`, reinstall);
  const ran = await site.run("gpgv", ["--keyring", key, signature, manifest]);
  if (!ran) return warn(`${whole}; its signature was not looked at: gpgv is not installed`, "apt-get install gpgv");
  if (ran.code !== 0)
    return fail("the signature is not that of the release key", `${reinstall}, and trust this one with nothing`);
  const signer = /Good signature from "(.+)"/.exec(ran.output)?.[1];
  return pass(`${whole}, signed${signer === undefined ? "" : ` by ${signer}`}`);
}

interface Entry {
  hash: string;
  name: string;
}

/** `HASH  NAME`, as sha256sum writes it; names start at the manifest's folder. */
function entriesOf(manifest: string): Entry[] {
  return manifest.split("\n").flatMap((line) => {
    const [, hash, name] = /^([\da-f]{64}) [ *](.+)$/.exec(line) ?? [];
    return hash === undefined || name === undefined ? [] : [{ hash, name }];
  });
}

async function differences(
  { promises, createReadStream }: InstalledFiles,
  { folder, manifest }: { folder: string; manifest: string },
): Promise<string[]> {
  const entries = entriesOf(manifest);
  const found = await promises.readdir(folder, { recursive: true, withFileTypes: true });
  const known = new Set([manifestName, signatureName, ...entries.map(({ name }) => join(name))]);
  const added = found
    .filter((one) => !one.isDirectory())
    .map((one) => relative(folder, join(one.parentPath, one.name)))
    .filter((name) => !known.has(name))
    .map((name) => `${name} was added`);
  const judged = await Promise.all(
    entries.map(async ({ hash, name }) => {
      const actual = await hashOf(createReadStream(join(folder, name))).catch(() => undefined);
      if (actual === undefined) return [`${name} is missing`];
      return actual === hash ? [] : [`${name} was changed`];
    }),
  );
  return [...judged.flat(), ...added, ...(entries.length === 0 ? [`${manifestName} names no file`] : [])];
}

async function hashOf(bytes: AsyncIterable<unknown>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of bytes) if (Buffer.isBuffer(chunk)) hash.update(chunk);
  return hash.digest("hex");
}
