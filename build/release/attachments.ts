import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { init, type ModuleInfos } from "license-checker-rseidelsohn";
import { root } from "../root.ts";
import { run } from "./run.ts";

/** What goes with every build: the licences of what is bundled, and the list of it (CycloneDX). */
export async function writeAttachments(out: string): Promise<void> {
  const packages = await promisify(init)({ start: root, production: true, excludePrivatePackages: true });
  await writeFile(join(out, "THIRD-PARTY-LICENCES.txt"), await licences(packages));
  // From the lock file: what this machine happens to have installed does not count.
  const sbom = ["sbom", "--sbom-format", "cyclonedx", "--omit", "dev", "--package-lock-only"];
  await writeFile(join(out, "sbom.cdx.json"), await run("npm", sbom, { debian: "npm", cwd: root }));
}

async function licences(packages: ModuleInfos): Promise<string> {
  const parts: string[] = [];
  for (const [name, { licenses, licenseFile }] of Object.entries(packages)) {
    const text = licenseFile === undefined ? "It brings no text of it." : await readFile(licenseFile, "utf8");
    parts.push(`${name}: ${[licenses ?? "unknown"].flat().join(", ")}\n\n${text.trim()}\n`);
  }
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}
