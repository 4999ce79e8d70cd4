import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { init, type ModuleInfos } from "license-checker-rseidelsohn";
import { z } from "zod";
import packageJson from "../../package.json" with { type: "json" };
import { root } from "../root.ts";
import { run } from "./run.ts";

/**
 * What goes with every build: the licences of what is bundled, and the list of it (CycloneDX). `dateSeconds`: of the
 * commit.
 */
export async function writeAttachments(out: string, dateSeconds: number): Promise<void> {
  const packages = await promisify(init)({ start: root, production: true, excludePrivatePackages: true });
  await writeFile(join(out, "THIRD-PARTY-LICENCES.txt"), await licences(packages));
  // From the lock file: what this machine happens to have installed does not count.
  const sbom = ["sbom", "--sbom-format", "cyclonedx", "--omit", "dev", "--package-lock-only"];
  const made = await run("npm", sbom, { debian: "npm", cwd: root });
  await writeFile(join(out, "sbom.cdx.json"), withoutChance(made, dateSeconds));
}

const bom = z.looseObject({
  $schema: z.string(),
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.string(),
  serialNumber: z.string(),
  version: z.int(),
  metadata: z.looseObject({ timestamp: z.string(), component: z.looseObject({ name: z.string() }) }),
});

/**
 * npm draws the serial number, takes the time of day, and names the project by the folder that it lies in; here they follow
 * from what is listed, from the commit and from the package.
 */
export function withoutChance(sbom: string, dateSeconds: number): string {
  const read = bom.parse(JSON.parse(sbom));
  const timestamp = new Date(dateSeconds * 1000).toISOString();
  const component = { ...read.metadata.component, name: packageJson.name };
  const listed = { ...read, serialNumber: "", metadata: { ...read.metadata, timestamp, component } };
  const hash = createHash("sha256").update(JSON.stringify(listed)).digest("hex");
  // In the form of a UUID of version 8 (RFC 9562): its maker's own way.
  const uuid = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return `${JSON.stringify({ ...listed, serialNumber: `urn:uuid:${uuid}` }, null, 2)}\n`;
}

async function licences(packages: ModuleInfos): Promise<string> {
  const parts: string[] = [];
  for (const [name, { licenses, licenseFile }] of Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const text = licenseFile === undefined ? "It brings no text of it." : await readFile(licenseFile, "utf8");
    parts.push(`${name}: ${[licenses ?? "unknown"].flat().join(", ")}\n\n${text.trim()}\n`);
  }
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}
