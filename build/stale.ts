import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.ts";

/** All that a build is made from. */
const sources = ["electron/**", "renderer/**", "server/**", "build/**", "package.json", "package-lock.json"];
const stamp = join(root, "out/built-from");

/** True where nothing was built yet, or from other sources than these. */
export function isStale(): boolean {
  try {
    return readFileSync(stamp, "utf8") !== hashSources();
  } catch {
    return true;
  }
}

export function writeStamp(sources: string): void {
  writeFileSync(stamp, sources);
}

/** One hash over the names and contents of all sources. */
export function hashSources(): string {
  const files = globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const hash = createHash("sha256");
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}
