import { Buffer } from "node:buffer";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { type GpgKey, signDetached } from "./gpg.ts";

const start = "!<arch>\n";
const headerLength = 60;

/**
 * Puts the origin's signature into a package, for debsig-verify: over the contents of its members, as a last one. debsigs,
 * which does the same, signs with SHA-1, and GnuPG takes that no more.
 */
export async function signDeb(deb: string, key: GpgKey): Promise<void> {
  const contents = `${deb}.contents`;
  await writeFile(contents, contentsOf(await readFile(deb)));
  await signDetached(contents, key);
  const signature = await readFile(`${contents}.sig`);
  await appendFile(deb, memberOf("_gpgorigin", signature));
  for (const file of [contents, `${contents}.sig`]) await rm(file);
}

/** What the members of an archive hold, one after the other: ar(5). */
function contentsOf(archive: Buffer): Buffer {
  const contents: Buffer[] = [];
  for (let at = start.length; at < archive.length; ) {
    const size = Number(archive.toString("latin1", at + 48, at + 58));
    if (!Number.isSafeInteger(size)) throw new TypeError(`no member of an archive at byte ${at}`);
    contents.push(archive.subarray(at + headerLength, at + headerLength + size));
    at += headerLength + size + (size % 2);
  }
  return Buffer.concat(contents);
}

function memberOf(name: string, content: Buffer): Buffer {
  const [date, owner, group, mode] = ["0".padEnd(12), "0".padEnd(6), "0".padEnd(6), "100644".padEnd(8)];
  const header = `${name.padEnd(16)}${date}${owner}${group}${mode}${String(content.length).padEnd(10)}\`\n`;
  return Buffer.concat([Buffer.from(header, "latin1"), content, Buffer.from("\n".repeat(content.length % 2))]);
}
