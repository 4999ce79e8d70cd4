import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { ExpectedError, reasonOf } from "../../server/expected-error.ts";
import { powershell } from "./powershell.ts";

/** What Windows says of a program's Authenticode signature, and of its version. */
const signed = z.object({ status: z.string(), subject: z.string().nullable(), version: z.string().nullable() });
export type Signed = z.infer<typeof signed>;

/** Get-AuthenticodeSignature may ask for revocation lists. */
const inspectWithinMs = 60_000;

const script = `
$ErrorActionPreference = 'Stop'
$signature = Get-AuthenticodeSignature -LiteralPath $env:NOCTURNE_FILE
$version = (Get-Item -LiteralPath $env:NOCTURNE_FILE).VersionInfo.ProductVersion
@{ status = "$($signature.Status)"; subject = $signature.SignerCertificate.Subject; version = $version } | ConvertTo-Json -Compress
`;

/**
 * Throws ExpectedError unless the installer is signed by whom this program is signed by, and brings that version. Unlike
 * electron-updater's own check it takes no answer for a bad one, and no older installer under a newer name.
 */
export async function provePublisher(file: string, version: string, inspect = inspectProgram): Promise<void> {
  const fault = publisherFault(await inspect(process.execPath), await inspect(file), version);
  if (fault !== undefined) throw new ExpectedError(`the installer of ${version} is not run: ${fault}`);
}

export function publisherFault(own: Signed, installer: Signed, version: string): string | undefined {
  if (own.status !== "Valid" || !own.subject)
    return `this Nocturne is not signed (${own.status}), so that nobody is known to take updates from; install a signed build`;
  if (installer.status !== "Valid") return `its signature is not valid (${installer.status})`;
  if (installer.subject !== own.subject)
    return `it is signed by ${installer.subject ?? "nobody"}, and not by ${own.subject} like this Nocturne`;
  if (installer.version?.trim() !== version) return `it brings version ${installer.version?.trim() || "unknown"}`;
  return undefined;
}

async function inspectProgram(file: string): Promise<Signed> {
  const { program, args, env } = powershell(script, { NOCTURNE_FILE: file });
  const { stdout } = await promisify(execFile)(program, args, {
    env,
    timeout: inspectWithinMs,
    windowsHide: true,
  }).catch((failure: unknown) => {
    throw new ExpectedError(`the signature of ${file} cannot be examined: ${reasonOf(failure)}`);
  });
  return readInspection(stdout);
}

export function readInspection(text: string): Signed {
  try {
    return signed.parse(JSON.parse(text));
  } catch (failure) {
    throw new ExpectedError(`Windows' answer about a signature cannot be read: ${reasonOf(failure)}`);
  }
}
