import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { stringify } from "yaml";
import packageJson from "../../package.json" with { type: "json" };

/**
 * Writes what electron-updater reads of a folder of releases, and returns it: nothing where there is no installer, as of
 * an offline build. By ourselves, since electron-builder writes it only beside an address to publish to.
 */
export async function writeWindowsFeed(artefacts: string[], out: string): Promise<string[]> {
  const installer = artefacts.find((file) => file.endsWith(".exe"));
  if (installer === undefined) return [];
  const hash = createHash("sha512");
  await pipeline(createReadStream(installer), hash);
  const sha512 = hash.digest("base64");
  const url = basename(installer);
  const { size } = await stat(installer);
  const file = join(out, "latest.yml");
  const { version } = packageJson;
  await writeFile(file, stringify({ version, files: [{ url, sha512, size }], path: url, sha512 }));
  return [file];
}
